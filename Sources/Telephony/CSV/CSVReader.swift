/// One row of a file, with the line of the file at which it begins, from 1.
package struct CSVLine: Sendable, Equatable {
    package let number: Int
    package let fields: [String]
}

/// What is too much of a file to be read on.
package struct CSVLimits: Sendable {
    package var megabytes = 1
    /// Without the header.
    package var rows = 7_000
    var columns = 32
    /// In bytes of UTF-8.
    var cell = 1_000

    /// Of what people upload.
    package static let upload = CSVLimits()

    package init(megabytes: Int = 1, rows: Int = 7_000, columns: Int = 32, cell: Int = 1_000) {
        self.megabytes = megabytes
        self.rows = rows
        self.columns = columns
        self.cell = cell
    }

    package var bytes: Int { megabytes << 20 }

    /// Rows before the first that says something: a title and a heading.
    static let headings = 2
}

/// Reads uploaded files (RFC 4180) as spreadsheets write them: commas, tabs (what spreadsheets call Unicode text) or semicolons,
/// whichever the first line that has one of them has, in this order; CRLF, LF or CR; quotes where wanted, with blanks around
/// them or not. Blanks around a text, and cells and rows without any, are nobody's meaning; their lines are counted.
struct CSVReader {
    /// The file's rows, or the first thing that makes it unreadable.
    static func read(_ bytes: [UInt8], limits: CSVLimits = CSVLimits()) -> Result<[CSVLine], CSVProblem> {
        CSVText.utf8(of: bytes).flatMap { text in
            do throws(CSVProblem) {
                var reader = CSVReader(text, limits)
                try reader.readAll()
                return reader.lines.isEmpty ? .failure(.empty) : .success(reader.lines)
            } catch {
                return .failure(error)
            }
        }
    }

    private let bytes: [UInt8]
    private let limits: CSVLimits
    private let separator: UInt8
    private var position = 0
    private var line = 1
    private var lines: [CSVLine] = []

    private static let quote = UInt8(ascii: "\"")

    private init(_ bytes: [UInt8], _ limits: CSVLimits) {
        self.bytes = bytes
        self.limits = limits
        if let named = CSVSeparator.named(in: bytes) {
            separator = named
            position = CSVSeparator.lengthOfName
        } else {
            separator = CSVSeparator.found(in: bytes)
        }
    }

    /// Two rows more than the limit may be a title and a heading.
    private mutating func readAll() throws(CSVProblem) {
        lines.reserveCapacity(min(limits.rows, bytes.count / 24))
        while position < bytes.count {
            let row = try readRow()
            if row.fields.allSatisfy(\.isEmpty) { continue }
            guard lines.count < limits.rows + CSVLimits.headings else { throw .tooManyRows(limit: limits.rows) }
            lines.append(row)
        }
    }

    /// One row and the line end behind it. Of the empty cells at its end no more are kept than a row may have.
    private mutating func readRow() throws(CSVProblem) -> CSVLine {
        let number = line
        var fields: [String] = []
        var empty = 0
        fields.reserveCapacity(2)
        while true {
            let field = CSVGuard.removed(from: try readField().withoutBlanksAround)
            if field.isEmpty {
                empty += 1
            } else {
                let place = fields.count + empty + 1
                guard place <= limits.columns else { throw .tooManyColumns(line: number, limit: limits.columns) }
                guard field.utf8.count <= limits.cell else {
                    throw .longCell(line: number, column: place, limit: limits.cell)
                }
                for _ in 0..<empty { fields.append("") }
                fields.append(field)
                empty = 0
            }
            guard position < bytes.count else { break }
            guard bytes[position] == separator else {
                passLineEnd()
                break
            }
            position += 1
        }
        for _ in 0..<min(empty, limits.columns - fields.count) { fields.append("") }
        return CSVLine(number: number, fields: fields)
    }

    private mutating func readField() throws(CSVProblem) -> String {
        let start = position
        passBlanks()
        guard isQuote(at: position) else {
            position = start
            return try readPlain()
        }
        let text = try readQuoted()
        passBlanks()
        guard position == bytes.count || isEnd(bytes[position]) else { throw .strayQuote(line: line) }
        return text
    }

    private func isQuote(at index: Int) -> Bool {
        index < bytes.count && bytes[index] == CSVReader.quote
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == separator || isLineEnd(byte) }

    private mutating func passBlanks() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09, bytes[position] != separator {
            position += 1
        }
    }

    private mutating func readPlain() throws(CSVProblem) -> String {
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "="), isQuote(at: position + 1) {
            return try readFormula()
        }
        while position < bytes.count, !isEnd(bytes[position]) {
            if bytes[position] == CSVReader.quote { throw .strayQuote(line: line) }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self).withoutTypographicQuotes
    }

    /// `="0312341001"`, with which some programs keep spreadsheets from taking the 0; as it stands.
    private mutating func readFormula() throws(CSVProblem) -> String {
        position += 1
        let text = try readQuoted()
        guard position == bytes.count || isEnd(bytes[position]) else { throw .strayQuote(line: line) }
        return "=\"\(text)\""
    }

    /// From the opening quote to behind the closing one; a doubled quote stands for one, line ends belong to the text.
    private mutating func readQuoted() throws(CSVProblem) -> String {
        let firstLine = line
        position += 1
        var pieces: [UInt8] = []
        var start = position
        while position < bytes.count {
            if bytes[position] == CSVReader.quote {
                guard isQuote(at: position + 1) else {
                    let last = bytes[start..<position]
                    position += 1
                    return String(decoding: pieces.isEmpty ? last : (pieces + last)[...], as: UTF8.self)
                }
                pieces += bytes[start...position]
                position += 2
                start = position
            } else if isLineEnd(bytes[position]) {
                passLineEnd()
            } else {
                position += 1
            }
        }
        throw .openQuote(line: firstLine)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { CSVSeparator.isLineEnd(byte) }

    private mutating func passLineEnd() {
        if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
        position += 1
        line += 1
    }
}
