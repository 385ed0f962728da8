import Encodings

/// The line above the first that says something: it names the columns, perhaps in another order, or under names of one's own.
package struct CSVHeading: Sendable, Equatable {
    /// In the file, from 1.
    package let line: Int
    /// The lines that say nothing, a title and the heading: from the first to the last.
    package internal(set) var passed: ClosedRange<Int>
    /// Where each of our columns stands, nil for one that is not there; nil where they stand in our order.
    let places: [Int?]?
    /// Columns that are none of ours.
    package let ignored: [String]
    /// So many cells it has: what stands behind them has no name.
    private let width: Int

    package var isReordered: Bool { places.map { $0 != Array(0..<$0.count) } ?? false }

    private init(_ line: CSVLine, _ places: [Int?]?, ignored: [Int] = []) {
        self.line = line.number
        passed = line.number...line.number
        self.places = places
        self.ignored = ignored.map { line.fields[$0] }
        width = (line.fields.lastIndex { !$0.isEmpty } ?? -1) + 1
    }

    /// So many of the first rows are no data, and the heading is that one of them, from 0; nil where the first row is data.
    static func above<Column: CSVColumn>(_ lines: [CSVLine], of columns: Column.Type) -> (rows: Int, heading: Int)? {
        let first = Array(lines.prefix(CSVLimits.headings))
        guard let line = first.first else { return nil }
        guard isHeading(line, of: columns) else {
            // Above a heading of ours stands no data: the name of a table, a date.
            let isTitled = first.count > 1 && names(first[1], columns) && isHeading(first[1], of: columns)
            return isTitled && isTitle(line) ? (CSVLimits.headings, 1) : nil
        }
        guard first.count > 1, isHeading(first[1], of: columns) else { return (1, 0) }
        // Below a heading of ours stands no second one, unless it says nothing that could be data: 「（半角）」.
        if names(line, columns) { return first[1].fields.allSatisfy { $0.digitCount == 0 } ? (2, 0) : (1, 0) }
        return (2, 1)
    }

    /// Whether none of its cells can be meant for a telephone number.
    private static func isHeading<Column: CSVColumn>(_ line: CSVLine, of columns: Column.Type) -> Bool {
        line.fields.allSatisfy { cell in
            switch cell.digitCount {
            case 0: true
            case 1..<leastDigits: cell.hasLetter && SpreadsheetMark(cell) == nil
            default:
                // 「電話番号（例：0312345678）」
                columns.named(cell) != nil && cell.unicodeScalars.first?.properties.numericType == nil
                    && PhoneNumber(cell) == nil && SpreadsheetMark(cell) == nil
            }
        }
    }

    /// With fewer a text that has letters too speaks of something else: 「電話番号（10桁）」, 「表1」.
    private static let leastDigits = 6

    private static func names<Column: CSVColumn>(_ line: CSVLine, _ columns: Column.Type) -> Bool {
        line.fields.contains { columns.named($0) != nil }
    }

    private static func isTitle(_ line: CSVLine) -> Bool {
        line.fields.count { !$0.isEmpty } == 1
            && line.fields.allSatisfy {
                PhoneNumber($0) == nil && PhoneNumber(lackingZero: $0) == nil && SpreadsheetMark($0) == nil
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
    fileprivate var digitCount: Int { unicodeScalars.count { $0.properties.numericType == .decimal } }
    fileprivate var hasLetter: Bool { unicodeScalars.contains(where: \.properties.isAlphabetic) }

    /// Without what two people write differently in a name, and what they add to it in digits.
    fileprivate var folded: String {
        var folded = String.UnicodeScalarView()
        for scalar in foldingWidth.unicodeScalars where scalar.properties.isAlphabetic {
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
