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
}

/// Reads uploaded files (RFC 4180): commas, or tabs where the first line has no comma (which is what spreadsheets call Unicode
/// text); CRLF, LF or CR; quotes where wanted. Rows without any text are left out, but their lines are counted.
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
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")
    private static let comma = UInt8(ascii: ",")

    private init(_ bytes: [UInt8], _ limits: CSVLimits) {
        self.bytes = bytes
        self.limits = limits
        let head = bytes.prefix { $0 != CSVReader.lineFeed && $0 != CSVReader.carriageReturn }
        separator = head.contains(CSVReader.tab) && !head.contains(CSVReader.comma) ? CSVReader.tab : CSVReader.comma
    }

    /// One row more than the limit may be the header.
    private mutating func readAll() throws(CSVProblem) {
        lines.reserveCapacity(min(limits.rows, bytes.count / 24))
        while position < bytes.count {
            let row = try readRow()
            if row.fields.count == 1, row.fields[0].isEmpty { continue }
            guard lines.count <= limits.rows else { throw .tooManyRows(limit: limits.rows) }
            lines.append(row)
        }
    }

    /// One row and the line end behind it.
    private mutating func readRow() throws(CSVProblem) -> CSVLine {
        let number = line
        var fields: [String] = []
        fields.reserveCapacity(2)
        while true {
            guard fields.count < limits.columns else { throw .tooManyColumns(line: number, limit: limits.columns) }
            let field = isQuote(at: position) ? try readQuoted() : try readPlain()
            guard field.utf8.count <= limits.cell else {
                throw .longCell(line: number, column: fields.count + 1, limit: limits.cell)
            }
            fields.append(CSVGuard.removed(from: field))
            guard position < bytes.count else { break }
            if bytes[position] == separator {
                position += 1
            } else {
                passLineEnd()
                break
            }
        }
        return CSVLine(number: number, fields: fields)
    }

    private func isQuote(at index: Int) -> Bool {
        index < bytes.count && bytes[index] == CSVReader.quote
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn
    }

    private mutating func readPlain() throws(CSVProblem) -> String {
        let start = position
        while position < bytes.count, !isEnd(bytes[position]) {
            if bytes[position] == CSVReader.quote { throw .strayQuote(line: line) }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// From the opening quote to behind the closing one; a doubled quote stands for one, line ends belong to the text.
    private mutating func readQuoted() throws(CSVProblem) -> String {
        let firstLine = line
        position += 1
        var pieces: [UInt8] = []
        var start = position
        while position < bytes.count {
            if bytes[position] == CSVReader.quote {
                guard isQuote(at: position + 1) else { return try endQuoted(pieces, from: start) }
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

    private mutating func endQuoted(_ pieces: [UInt8], from start: Int) throws(CSVProblem) -> String {
        let last = bytes[start..<position]
        position += 1
        if position < bytes.count, !isEnd(bytes[position]) { throw .strayQuote(line: line) }
        return String(decoding: pieces.isEmpty ? last : (pieces + last)[...], as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn
    }

    private mutating func passLineEnd() {
        if bytes[position] == CSVReader.carriageReturn, position + 1 < bytes.count,
            bytes[position + 1] == CSVReader.lineFeed
        {
            position += 1
        }
        position += 1
        line += 1
    }
}
