import Encodings

/// Writes files that spreadsheets open and that upload unchanged: UTF-8, CRLF, every field in quotes (RFC 4180).
package struct CSVWriter {
    package private(set) var bytes: [UInt8]

    /// - Parameter marksUTF8: begins with a byte order mark, without which Excel shows Japanese headers as rubbish.
    package init(marksUTF8: Bool = true, reserving capacity: Int = 0) {
        bytes = marksUTF8 ? [0xEF, 0xBB, 0xBF] : []
        bytes.reserveCapacity(capacity)
    }

    package mutating func line(_ fields: String...) { line(fields) }

    package mutating func line(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field)
        }
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    private mutating func append(_ field: String) {
        let quote = UInt8(ascii: "\"")
        bytes.append(quote)
        if CSVGuard.isNeeded(for: field) { bytes.append(UInt8(ascii: "'")) }
        for byte in field.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}

/// The apostrophe before a text that a spreadsheet would run as a formula. The reader takes it off again, so that what was
/// downloaded uploads unchanged; a text that begins with an apostrophe itself gets one more.
enum CSVGuard {
    static func isNeeded(for field: String) -> Bool {
        guard let first = field.utf8.first, !ASCII.isDigit(first) else { return false }
        return field.unicodeScalars.first.map { isFormulaStart($0) || $0 == "'" } ?? false
    }

    static func removed(from field: String) -> String {
        guard field.utf8.first == UInt8(ascii: "'") else { return field }
        let rest = field.dropFirstScalar()
        return isNeeded(for: rest) ? rest : field
    }

    private static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}

extension String {
    /// By scalar, because an apostrophe and a combining mark behind it are one Character.
    fileprivate func dropFirstScalar() -> String { String(unicodeScalars.dropFirst()) }
}
