internal import Encodings

/// A media type with its parameters, and any other value of that shape such as a Content-Disposition
/// (RFC 9110 § 8.3.1, § 5.6.6).
struct MediaType {
    /// In lower case.
    let name: String
    /// Names in lower case, texts without their quotes.
    let parameters: [String: String]

    /// How the text between quotes escapes quotes.
    enum Quoting {
        /// A backslash escapes the next character (RFC 9110 § 5.6.4).
        case backslash
        /// Browsers write %22 for a quote, and a backslash is a backslash (WHATWG HTML § 4.10.21.8).
        case percent
    }

    /// Nil for anything that does not follow the grammar, and for a parameter that comes twice.
    init?(_ value: String, quoting: Quoting = .backslash) {
        let bytes = ArraySlice(value.utf8)
        let end = bytes.firstIndex(of: ASCII.semicolon) ?? bytes.endIndex
        let type = ASCII.trimmed(bytes[bytes.startIndex..<end])
        guard !type.isEmpty, type.allSatisfy({ ByteSet.token.contains($0) || $0 == ASCII.slash }) else { return nil }
        name = String(decoding: type.map(ASCII.lowercase), as: UTF8.self)
        var found: [String: String] = [:]
        var rest = MediaType.withoutEmptyParameters(bytes[end...])
        while let parameter = MediaType.nextParameter(&rest, quoting) {
            guard found.updateValue(parameter.text, forKey: parameter.name) == nil else { return nil }
            rest = MediaType.withoutEmptyParameters(rest)
        }
        guard rest.isEmpty else { return nil }
        parameters = found
    }

    /// A semicolon with nothing behind it is lawful (RFC 9110 § 5.6.6): what is left begins at the last of several, or is empty.
    private static func withoutEmptyParameters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while rest.first == ASCII.semicolon {
            let next = ASCII.trimmed(rest.dropFirst())
            guard next.isEmpty || next.first == ASCII.semicolon else { break }
            rest = next
        }
        return rest
    }

    /// Takes one parameter and the semicolon before it off the front; nil at the end and at a fault, where bytes are left.
    private static func nextParameter(_ rest: inout ArraySlice<UInt8>, _ quoting: Quoting) -> (
        name: String, text: String
    )? {
        guard rest.first == ASCII.semicolon else { return nil }
        let start = ASCII.trimmed(rest.dropFirst())
        guard let middle = start.firstIndex(of: ASCII.equals) else { return nil }
        let name = start[start.startIndex..<middle]
        guard !name.isEmpty, name.allSatisfy(ByteSet.token.contains) else { return nil }
        let value = start[(middle + 1)...]
        var text: [UInt8] = []
        if value.first == ASCII.quote {
            guard let after = quoted(value, quoting, into: &text) else { return nil }
            rest = after
        } else {
            text = Array(value.prefix(while: ByteSet.token.contains))
            guard !text.isEmpty else { return nil }
            rest = value.dropFirst(text.count)
        }
        rest = ASCII.trimmed(rest)
        guard let decoded = String(validating: text, as: UTF8.self) else { return nil }
        return (String(decoding: name.map(ASCII.lowercase), as: UTF8.self), decoded)
    }

    /// Reads a text between quotes; what follows it is returned.
    private static func quoted(
        _ value: ArraySlice<UInt8>, _ quoting: Quoting, into text: inout [UInt8]
    ) -> ArraySlice<UInt8>? {
        var position = value.startIndex + 1
        while position < value.endIndex, value[position] != ASCII.quote {
            if value[position] == ASCII.backslash && quoting == .backslash {
                position += 1
                guard position < value.endIndex else { return nil }
            }
            text.append(value[position])
            position += 1
        }
        return position < value.endIndex ? value[(position + 1)...] : nil
    }
}
