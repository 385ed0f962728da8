/// The columns of a kind of file that people hand over, in their order. What makes such a file readable as a whole is the
/// same wherever one is taken.
package protocol CSVColumn: CaseIterable, RawRepresentable<Int>, Equatable, Sendable {
    static var limits: CSVLimits { get }
    /// Whether a line further down is the heading once more; by default none is.
    static func isRepeatedHeading(_ line: CSVLine) -> Bool

    /// As sentences name it.
    func name(in language: Language) -> String
    /// As the header names it.
    func heading(in language: Language) -> String
    /// What the lines hold: 「電話番号とパスワード」.
    static func contents(in language: Language) -> String
    /// How a file becomes small enough.
    static func whenTooLarge(in language: Language) -> String
}

extension CSVColumn {
    package static var limits: CSVLimits { .upload }

    package static func isRepeatedHeading(_ line: CSVLine) -> Bool { false }

    package func heading(in language: Language) -> String { name(in: language) }

    package static func header(in language: Language) -> [String] { allCases.map { $0.heading(in: language) } }

    /// The lines that say something, one at least, without the heading. Takes a while for 7,000.
    package static func read(_ content: [UInt8]) -> Result<CSVTable<Self>, CSVProblem> {
        guard content.count <= limits.bytes else { return .failure(.tooLarge(megabytes: limits.megabytes)) }
        return CSVReader.read(content, limits: limits).flatMap { lines in
            let above = CSVHeading.above(lines, of: Self.self)
            let rows = lines.dropFirst(above?.rows ?? 0)
            if rows.isEmpty { return .failure(.noRows) }
            if rows.count > limits.rows { return .failure(.tooManyRows(limit: limits.rows)) }
            guard let above else { return .success(CSVTable(rows, nil)) }
            let passed = lines[0].number...lines[above.rows - 1].number
            return CSVHeading.read(lines[above.heading], of: Self.self).map { heading in
                var heading = heading
                heading.passed = passed
                return CSVTable(rows, heading)
            }
        }
    }

    /// A file that uploads unchanged.
    package static func file(_ lines: some Collection<[String]>, in language: Language) -> [UInt8] {
        var writer = CSVWriter(reserving: 128 + 48 * lines.count)
        writer.line(header(in: language))
        for line in lines { writer.line(line) }
        return writer.bytes
    }
}

/// A file as it has been read.
package struct CSVTable<Column: CSVColumn>: Sendable {
    package let records: [CSVRecord<Column>]
    /// Nil for a file without one.
    package let heading: CSVHeading?

    package init(_ rows: some Collection<CSVLine>, _ heading: CSVHeading? = nil) {
        records = rows.compactMap { row in
            Column.isRepeatedHeading(row) ? nil : CSVRecord(heading?.inOurOrder(row) ?? row)
        }
        self.heading = heading
    }
}

/// What one line says.
package struct CSVRecord<Column: CSVColumn>: Sendable {
    /// As an editor or spreadsheet counts, from 1, the header included.
    package let line: Int
    /// One for each column at least; what the line lacks is empty.
    package let fields: [String]
    /// Whether nothing stands behind its last column.
    package let isWhole: Bool

    package init(_ line: CSVLine) {
        let (columns, count) = (Column.allCases.count, line.fields.count)
        self.line = line.number
        isWhole = count <= columns || line.fields.dropFirst(columns).allSatisfy(\.isEmpty)
        if count == columns || !isWhole {
            fields = line.fields
        } else {
            fields = line.fields.prefix(columns) + Array(repeating: "", count: max(0, columns - count))
        }
    }

    package subscript(column: Column) -> String { fields[column.rawValue] }
}
