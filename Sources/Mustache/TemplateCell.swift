/// A value of a table of rows, where it costs nothing to look at and to print.
enum TemplateCell {
    /// Nothing: prints nothing, and is false.
    case absent
    /// Printed as these bytes of the table's text, escaped or not; `isTruthy` as the value was.
    case plain(TemplateSpan, isTruthy: Bool)
    /// Anything else, at this place of the table's values.
    case value(Int32)
}

/// The cells of some rows, and what they point at.
struct TemplateTable {
    /// By key: the column, or -1 where no row knows the name.
    let columns: [Int16]
    /// How many columns there are.
    let width: Int
    /// Row after row, `width` cells each.
    let cells: [TemplateCell]
    /// What plain cells print, end to end.
    let text: [UInt8]
    let values: [TemplateValue]

    static let empty = TemplateTable(columns: [], width: 0, cells: [], text: [], values: [])

    /// The cell of a name in the row of that index; nil when the rows do not know the name.
    @inline(__always) func cell(_ key: TemplateKey, at index: Int) -> TemplateCell? {
        guard key.index < columns.count, columns[key.index] >= 0 else { return nil }
        return cells[index * width + Int(columns[key.index])]
    }

    /// The cell as the value it was made from; of flags and numbers, the text they print.
    func value(of cell: TemplateCell) -> TemplateValue {
        switch cell {
        case .absent: .absent
        case .plain(let span, let isTruthy):
            isTruthy || span.isEmpty ? .text(String(decoding: text[span.range], as: UTF8.self)) : .flag(false)
        case .value(let place): values[Int(place)]
        }
    }
}

/// A table that is being filled, row after row, where the rows' type is known.
@usableFromInline struct TemplateTableBuilder: ~Copyable {
    private let columns: [Int16]
    private let width: Int
    private var cells: [TemplateCell] = []
    private var text: ByteWriter
    private var values: [TemplateValue] = []

    /// A table of so many columns, with room for `count` rows.
    @usableFromInline init(columns: [Int16], width: Int, count: Int) {
        self.columns = columns
        self.width = width
        cells.reserveCapacity(width * count)
        text = ByteWriter(capacity: width * count * 12)
    }

    /// Adds a cell behind the others.
    @usableFromInline mutating func append(_ value: borrowing TemplateValue) {
        let start = text.count
        switch value {
        case .absent: return cells.append(.absent)
        case .flag(let flag):
            text.append(flag ? "true" : "false")
            append(from: start, isTruthy: flag)
        case .integer(let integer):
            text.append(integer)
            append(from: start, isTruthy: integer != 0)
        case .text(let string):
            text.appendEscaped(string)
            if text.count - start == string.utf8.count { return append(from: start, isTruthy: text.count > start) }
            text.removeLast(text.count - start)
            append(asItIs: copy value)
        case .object, .rows: append(asItIs: copy value)
        }
    }

    private mutating func append(from start: Int, isTruthy: Bool) {
        cells.append(.plain(TemplateSpan(start: start, end: text.count), isTruthy: isTruthy))
    }

    private mutating func append(asItIs value: TemplateValue) {
        cells.append(.value(Int32(values.count)))
        values.append(value)
    }

    /// The table, filled.
    consuming func table() -> TemplateTable {
        TemplateTable(columns: columns, width: width, cells: cells, text: text.bytes, values: values)
    }
}
