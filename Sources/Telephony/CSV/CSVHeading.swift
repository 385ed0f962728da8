import Encodings

/// The line above the first that says something: it names the columns, perhaps in another order, or under names of one's own.
package struct CSVHeading: Sendable, Equatable {
    /// In the file, from 1.
    package let line: Int
    /// Where each of our columns stands, nil for one that is not there; nil where they stand in our order.
    let places: [Int?]?
    /// Columns that are none of ours.
    package let ignored: [String]
    /// So many cells it has: what stands behind them has no name.
    private let width: Int

    package var isReordered: Bool { places.map { $0 != Array(0..<$0.count) } ?? false }

    private init(_ line: CSVLine, _ places: [Int?]?, ignored: [Int] = []) {
        self.line = line.number
        self.places = places
        self.ignored = ignored.map { line.fields[$0] }
        width = (line.fields.lastIndex { !$0.isEmpty } ?? -1) + 1
    }

    /// No telephone number is without a digit; what bears the name of our first column is none either.
    static func isHeading<Column: CSVColumn>(of columns: Column.Type) -> (CSVLine) -> Bool {
        let first = Set(Language.allCases.map { columns.firstHeading(in: $0).folded })
        return { line in
            !line.fields.contains { $0.unicodeScalars.contains(where: \.isAnyDigit) }
                || line.fields.contains { first.contains($0.folded) }
        }
    }

    static func read<Column: CSVColumn>(
        _ line: CSVLine, of columns: Column.Type
    ) -> Result<CSVHeading, CSVProblem> {
        var places = [Int?](repeating: nil, count: Column.allCases.count)
        var unknown: [Int] = []
        for (index, cell) in line.fields.enumerated() where !cell.isEmpty {
            if let column = columns.named(cell), places[column.rawValue] == nil {
                places[column.rawValue] = index
            } else {
                unknown.append(index)
            }
        }
        // Where one name and one column are left over, they belong together.
        if unknown.count == 1, places.count(where: { $0 == nil }) == 1, let left = places.firstIndex(of: nil) {
            places[left] = unknown.removeFirst()
        }
        if !places.contains(nil) { return .success(CSVHeading(line, places, ignored: unknown)) }
        if places.enumerated().allSatisfy({ $0.element == nil || $0.element == $0.offset }) {
            return .success(CSVHeading(line, nil))
        }
        guard unknown.isEmpty, places.first != .some(nil) else { return .failure(.unclearHeading(line: line.number)) }
        return .success(CSVHeading(line, places))
    }

    /// What stands under no heading stays behind the columns, where it is too much.
    func inOurOrder(_ row: CSVLine) -> CSVLine {
        guard let places, isReordered || !ignored.isEmpty else { return row }
        let fields = places.map { place in
            place.flatMap { $0 < row.fields.count ? row.fields[$0] : nil } ?? ""
        }
        return CSVLine(number: row.number, fields: fields + row.fields.dropFirst(width))
    }
}

extension CSVColumn {
    fileprivate static func firstHeading(in language: Language) -> String {
        allCases.first?.heading(in: language) ?? ""
    }

    /// The column that a name means: its own, or one that only its name can be short for, or long for.
    fileprivate static func named(_ cell: String) -> Self? {
        let cell = cell.folded
        let names = allCases.map { column in
            (column, Language.allCases.flatMap { [column.heading(in: $0).folded, column.name(in: $0).folded] })
        }
        if let exact = names.first(where: { $0.1.contains(cell) }) { return exact.0 }
        guard cell.count > 1 else { return nil }
        let near = names.filter { name in name.1.contains { cell.isWithin($0) || $0.isWithin(cell) } }
        return near.count == 1 ? near[0].0 : nil
    }
}

extension String {
    /// Without what two people write differently in a name.
    fileprivate var folded: String {
        var folded = String.UnicodeScalarView()
        for scalar in foldingWidth.unicodeScalars where scalar.properties.isAlphabetic || scalar.isAnyDigit {
            folded.append(scalar)
        }
        return String(folded).lowercased()
    }

    /// Whether all its characters stand in the other text in this order.
    fileprivate func isWithin(_ other: String) -> Bool {
        var rest = other[...]
        for character in self {
            guard let place = rest.firstIndex(of: character) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return true
    }
}

extension Unicode.Scalar {
    fileprivate var isAnyDigit: Bool { 0x30...0x39 ~= value || 0xFF10...0xFF19 ~= value }
}
