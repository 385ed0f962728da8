/// What stands between the cells of a file.
enum CSVSeparator {
    private static let comma = UInt8(ascii: ",")
    private static let semicolon = UInt8(ascii: ";")
    private static let tab = UInt8(ascii: "\t")

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Of `sep=;`, the line that Excel reads it from.
    static let lengthOfName = 5

    /// Nil for a file without such a line.
    static func named(in bytes: [UInt8]) -> UInt8? {
        guard bytes.count > lengthOfName, isLineEnd(bytes[lengthOfName]),
            String(decoding: bytes.prefix(4), as: UTF8.self).lowercased() == "sep="
        else { return nil }
        let separator = bytes[lengthOfName - 1]
        return [comma, semicolon, tab].contains(separator) ? separator : nil
    }

    /// By the first line that has any outside its quotes: a title above the table has none.
    static func found(in bytes: [UInt8]) -> UInt8 {
        var isQuoted = false
        var found: Set<UInt8> = []
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == comma { return comma }
            if byte == tab || byte == semicolon { found.insert(byte) }
            if isLineEnd(byte), !found.isEmpty { break }
        }
        return found.contains(tab) ? tab : found.contains(semicolon) ? semicolon : comma
    }
}

extension String {
    /// Spaces and marks that nobody sees, among them the end mark of DOS files.
    var withoutBlanksAround: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        if 0x21..<0x7F ~= first, 0x21..<0x7F ~= last { return self }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.isBlank }),
            let end = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(scalars[start...end])
    }

    /// “0312340001”, as word processors, and the guide itself, print the quotes of a file.
    var withoutTypographicQuotes: String {
        guard let last = utf8.last, last >= 0x80 else { return self }
        let text = withoutBlanksAround.unicodeScalars
        guard text.count > 1, let first = text.first, let last = text.last, first.isTypographicQuote,
            last.isTypographicQuote
        else { return self }
        return String(text.dropFirst().dropLast())
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        switch value {
        case ...0x20, 0x7F, 0xA0, 0x2000...0x200F, 0x2028...0x202F, 0x2060, 0x3000, 0xFEFF: true
        default: false
        }
    }

    fileprivate var isTypographicQuote: Bool {
        switch value {
        case 0x201C...0x201F, 0x301D...0x301F, 0xFF02: true
        default: false
        }
    }
}
