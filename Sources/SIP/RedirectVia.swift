internal import Encodings

/// The topmost hop of a request, to which the answer goes (RFC 3261 § 18.2), as places in the bytes.
struct RedirectVia {
    /// All of the value.
    private(set) var range = 0..<0
    /// The port it names; nil: the usual one.
    private(set) var port: UInt16?
    /// The value of the branch parameter.
    private(set) var branch: Range<Int>?
    /// Parameters that the answer has in a form of its own, each with its semicolon.
    private(set) var received: Range<Int>?
    private(set) var rport: Range<Int>?

    /// Whether the answer is to go to the port it came from (RFC 3581 § 4).
    var asksForPort: Bool { rport != nil }

    /// Reads the first value of a Via field; nil when it is malformed.
    init?(_ bytes: Span<UInt8>, _ field: Range<Int>) {
        var index = field.lowerBound
        let end = field.upperBound
        guard Self.pass("sip", bytes, &index, end), Self.passSlash(bytes, &index, end),
            Self.pass("2.0", bytes, &index, end), Self.passSlash(bytes, &index, end)
        else { return nil }
        let transport = index
        while index < end, SIPCharacter.token.contains(bytes[index]) { index += 1 }
        let hasTransport = index > transport
        let transportEnd = index
        Self.skipBlanks(bytes, &index, end)
        guard hasTransport, index > transportEnd, Self.passHost(bytes, &index, end) else { return nil }
        Self.skipBlanks(bytes, &index, end)
        if index < end, bytes[index] == ASCII.colon {
            index += 1
            Self.skipBlanks(bytes, &index, end)
            let start = index
            while index < end, ASCII.isDigit(bytes[index]) { index += 1 }
            guard let number = bytes.number(start..<index, upTo: 65_535), number > 0 else { return nil }
            port = UInt16(number)
        }
        guard readParameters(bytes, &index, end) else { return nil }
        range = ASCII.trimmed(bytes, field.lowerBound..<index)
    }

    private mutating func readParameters(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        while true {
            Self.skipBlanks(bytes, &index, end)
            guard index < end, bytes[index] != ASCII.comma else { return true }
            guard bytes[index] == ASCII.semicolon else { return false }
            let start = index
            index += 1
            Self.skipBlanks(bytes, &index, end)
            let nameStart = index
            while index < end, SIPCharacter.token.contains(bytes[index]) { index += 1 }
            let name = nameStart..<index
            Self.skipBlanks(bytes, &index, end)
            var value = index..<index
            if index < end, bytes[index] == ASCII.equals {
                index += 1
                Self.skipBlanks(bytes, &index, end)
                let valueStart = index
                if index < end, bytes[index] == ASCII.quote {
                    guard RedirectAddress.passQuoted(bytes, &index, end) else { return false }
                } else {
                    while index < end, SIPCharacter.parameterValue.contains(bytes[index]) { index += 1 }
                }
                value = valueStart..<index
            }
            guard !name.isEmpty, keep(name, value, start..<index, bytes) else { return false }
        }
    }

    /// False for one of those that count which is there twice.
    private mutating func keep(
        _ name: Range<Int>, _ value: Range<Int>, _ whole: Range<Int>, _ bytes: Span<UInt8>
    ) -> Bool {
        switch name.count {
        case 6 where bytes.isText(name, "branch"):
            guard branch == nil, !value.isEmpty else { return false }
            branch = value
        case 8 where bytes.isText(name, "received"):
            guard received == nil else { return false }
            received = whole
        case 5 where bytes.isText(name, "rport"):
            guard rport == nil else { return false }
            rport = whole
        default: break
        }
        return true
    }

    private static func skipBlanks(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) {
        // Line ends are those of folded lines: others do not get this far.
        while index < end, bytes[index] <= ASCII.space { index += 1 }
    }

    private static func pass(_ text: StaticString, _ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= end, bytes.isText(index..<(index + count), text) else { return false }
        index += count
        return true
    }

    private static func passSlash(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        skipBlanks(bytes, &index, end)
        guard index < end, bytes[index] == ASCII.slash else { return false }
        index += 1
        skipBlanks(bytes, &index, end)
        return true
    }

    private static func passHost(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        let start = index
        guard index < end, bytes[index] == ASCII.leftBracket else {
            while index < end, SIPCharacter.host.contains(bytes[index]) { index += 1 }
            return index > start
        }
        index += 1
        while index < end, SIPCharacter.addressIPv6.contains(bytes[index]) { index += 1 }
        guard index > start + 2, index < end, bytes[index] == ASCII.rightBracket else { return false }
        index += 1
        return true
    }
}
