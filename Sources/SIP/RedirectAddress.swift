internal import Encodings

/// An address with its parameters in a header field (name-addr or addr-spec, RFC 3261 § 25.1), as places in the bytes.
struct RedirectAddress {
    /// Within its quotes, if it has them.
    private(set) var displayName = 0..<0
    private(set) var uri = 0..<0
    /// From the first semicolon on.
    private(set) var parameters = 0..<0

    /// Reads the address at `index`, up to the comma behind it or the end; `index` is then there. Nil when it is malformed.
    init?(_ bytes: Span<UInt8>, _ index: inout Int, end: Int) {
        Self.skipBlanks(bytes, &index, end)
        let start = index
        guard Self.passName(bytes, &index, end) else { return nil }
        if index < end, bytes[index] == UInt8(ascii: "<") {
            displayName = Self.unquoted(bytes, ASCII.trimmed(bytes, start..<index))
            guard let close = bytes.first(UInt8(ascii: ">"), in: index..<end) else { return nil }
            uri = ASCII.trimmed(bytes, (index + 1)..<close)
            index = close + 1
            Self.skipBlanks(bytes, &index, end)
            if index < end, bytes[index] != ASCII.semicolon, bytes[index] != ASCII.comma { return nil }
        } else {
            // Without brackets all behind a semicolon is the field's, not the URI's (RFC 3261 § 20.10).
            index = start
            while index < end, bytes[index] != ASCII.semicolon, bytes[index] != ASCII.comma { index += 1 }
            uri = ASCII.trimmed(bytes, start..<index)
        }
        guard bytes.first(ASCII.colon, in: uri) != nil else { return nil }
        let parametersStart = index
        guard Self.passParameters(bytes, &index, end) else { return nil }
        parameters = parametersStart..<index
    }

    /// A display name in front of an angle bracket; false for a quote without an end.
    private static func passName(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        while index < end {
            switch bytes[index] {
            case ASCII.quote: guard passQuoted(bytes, &index, end) else { return false }
            case UInt8(ascii: "<"), ASCII.semicolon, ASCII.comma, ASCII.colon: return true
            default: index += 1
            }
        }
        return true
    }

    private static func passParameters(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        while index < end, bytes[index] != ASCII.comma {
            if bytes[index] == ASCII.quote {
                guard passQuoted(bytes, &index, end) else { return false }
            } else {
                index += 1
            }
        }
        return true
    }

    static func passQuoted(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        index += 1
        while index < end, bytes[index] != ASCII.quote { index += bytes[index] == ASCII.backslash ? 2 : 1 }
        guard index < end else { return false }
        index += 1
        return true
    }

    private static func unquoted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard range.count >= 2, bytes[range.lowerBound] == ASCII.quote, bytes[range.upperBound - 1] == ASCII.quote
        else {
            return range
        }
        return (range.lowerBound + 1)..<(range.upperBound - 1)
    }

    /// Folded lines count as blanks.
    private static func skipBlanks(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) {
        while index < end, bytes[index] <= ASCII.space { index += 1 }
    }

    /// The value of a parameter; empty where it has none, nil where it is not there.
    func parameter(_ name: StaticString, _ bytes: Span<UInt8>) -> Range<Int>? {
        Self.parameter(name, in: parameters, bytes)
    }

    /// The same of a URI, whose parameters begin behind its first semicolon.
    func parameterOfURI(_ name: StaticString, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard let start = bytes.first(ASCII.semicolon, in: uri) else { return nil }
        let end = bytes.first(ASCII.question, in: start..<uri.upperBound) ?? uri.upperBound
        return Self.parameter(name, in: start..<end, bytes)
    }

    private static func parameter(_ name: StaticString, in range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
        var index = range.lowerBound
        while index < range.upperBound {
            // At a semicolon.
            index += 1
            let start = index
            var equals: Int?
            while index < range.upperBound, bytes[index] != ASCII.semicolon {
                if bytes[index] == ASCII.equals, equals == nil { equals = index }
                if bytes[index] == ASCII.quote {
                    guard passQuoted(bytes, &index, range.upperBound) else { return nil }
                } else {
                    index += 1
                }
            }
            if bytes.isText(ASCII.trimmed(bytes, start..<(equals ?? index)), name) {
                guard let equals else { return index..<index }
                return unquoted(bytes, ASCII.trimmed(bytes, (equals + 1)..<index))
            }
        }
        return nil
    }
}

/// What a redirect server asks of a URI.
struct RedirectURI {
    /// `sip`, `sips` or `tel`; nil: another scheme.
    let isKnown: Bool
    /// The user part without a password; of `tel` all but the parameters.
    let user: Range<Int>
    /// With its port, as it stands; empty for `tel`.
    let host: Range<Int>

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let colon = bytes.first(ASCII.colon, in: range) else {
            (isKnown, user, host) = (false, 0..<0, 0..<0)
            return
        }
        let scheme = range.lowerBound..<colon
        let rest = (colon + 1)..<range.upperBound
        guard bytes.isText(scheme, "sip") || bytes.isText(scheme, "sips") else {
            isKnown = bytes.isText(scheme, "tel")
            (user, host) = (isKnown ? rest : 0..<0, 0..<0)
            return
        }
        isKnown = true
        let at = bytes.first(UInt8(ascii: "@"), in: rest)
        user = at.map { rest.lowerBound..<$0 } ?? 0..<0
        let hostStart = at.map { $0 + 1 } ?? rest.lowerBound
        var hostEnd = hostStart
        while hostEnd < rest.upperBound, SIPCharacter.parameterValue.contains(bytes[hostEnd]) { hostEnd += 1 }
        host = hostStart..<hostEnd
    }

    /// The user part as it stands; nil where it is a number, or nothing that names somebody. Escapes are not looked into: no name that
    /// is given here needs any.
    func name(_ bytes: Span<UInt8>) -> String? {
        guard (1...RedirectCalled.mostOfName).contains(user.count), number(bytes) == nil else { return nil }
        for index in user where !SIPCharacter.token.contains(bytes[index]) { return nil }
        return String(decoding: user.map { bytes[$0] }, as: UTF8.self)
    }

    /// The number that the user part stands for, its visual separators and escapes resolved; nil when it is none.
    func number(_ bytes: Span<UInt8>) -> SIPNumber? {
        var digits = RedirectDigits()
        var index = user.lowerBound
        while index < user.upperBound {
            var byte = bytes[index]
            // Parameters of the number, or a password.
            if byte == ASCII.semicolon || byte == ASCII.colon { break }
            index += 1
            if byte == ASCII.percent {
                guard index + 1 < user.upperBound, let high = ASCII.hexValue(bytes[index]),
                    let low = ASCII.hexValue(bytes[index + 1])
                else { return nil }
                byte = high << 4 | low
                index += 2
            }
            switch byte {
            case ASCII.hyphen, ASCII.dot, UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: guard digits.append(byte) else { return nil }
            }
        }
        return digits.number
    }
}

/// Up to 32 keys, put together one by one.
private struct RedirectDigits {
    private var keys: InlineArray<32, UInt8> = .init(repeating: 0)
    private var count = 0

    mutating func append(_ byte: UInt8) -> Bool {
        let isKey =
            ASCII.isDigit(byte) || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#")
            || byte == ASCII.plus && count == 0
        guard isKey, count < 32 else { return false }
        keys[count] = byte
        count += 1
        return true
    }

    /// Nil when there are no keys, or only a plus.
    var number: SIPNumber? {
        guard count > 1 || count == 1 && keys[0] != ASCII.plus else { return nil }
        let text = String(unsafeUninitializedCapacity: count) { room in
            for index in 0..<count { room[index] = keys[index] }
            return count
        }
        return SIPNumber(checked: text)
    }
}
