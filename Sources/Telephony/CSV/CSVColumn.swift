/// The columns of a kind of file that people hand over, in their order. What makes such a file readable as a whole is the
/// same wherever one is taken.
package protocol CSVColumn: CaseIterable, RawRepresentable<Int>, Equatable, Sendable {
    static var limits: CSVLimits { get }
    /// Whether a line is the header of our own download; by default the first one when it has all the headings.
    static func isHeader(_ line: CSVLine) -> Bool

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

    package static func isHeader(_ line: CSVLine) -> Bool {
        line.number == 1 && Language.allCases.contains { header(in: $0) == line.fields }
    }

    package func heading(in language: Language) -> String { name(in: language) }

    package static func header(in language: Language) -> [String] { allCases.map { $0.heading(in: language) } }

    /// The lines that say something, one at least: the header, empty ones, and the `,` that spreadsheets write for an empty
    /// one, are left out. Takes a while for 7,000.
    package static func read(_ content: [UInt8]) -> Result<[CSVRecord<Self>], CSVProblem> {
        guard content.count <= limits.bytes else { return .failure(.tooLarge(megabytes: limits.megabytes)) }
        return CSVReader.read(content, limits: limits).flatMap { lines in
            let columns = allCases.count
            let records = lines.compactMap { line -> CSVRecord<Self>? in
                isHeader(line) || line.fields.allSatisfy(\.isEmpty) ? nil : CSVRecord(line, columns: columns)
            }
            if records.isEmpty { return .failure(.noRows) }
            return records.count > limits.rows ? .failure(.tooManyRows(limit: limits.rows)) : .success(records)
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

/// What one line says.
package struct CSVRecord<Column: CSVColumn>: Sendable {
    /// As an editor or spreadsheet counts, from 1, the header included.
    package let line: Int
    package let fields: [String]
    /// Whether it has as many columns as the file should have.
    package let isWhole: Bool

    package init(_ line: CSVLine, columns: Int = Column.allCases.count) {
        self.line = line.number
        fields = line.fields
        isWhole = line.fields.count == columns
    }

    /// Empty where the line is too short.
    package subscript(column: Column) -> String { column.rawValue < fields.count ? fields[column.rawValue] : "" }
}
