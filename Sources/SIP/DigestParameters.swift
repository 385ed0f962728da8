internal import Encodings

/// The parameters of a challenge or of credentials (RFC 7235 § 2.1, RFC 3261 § 25.1), as places in the bytes.
enum DigestParameters {
    /// Whether a value is of the scheme "Digest", and where its parameters then begin.
    static func begin(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        skipBlanks(bytes, &index, range.upperBound)
        let start = index
        while index < range.upperBound, SIPCharacter.token.contains(bytes[index]) { index += 1 }
        return bytes.isText(start..<index, "digest") ? index : nil
    }

    /// Each name with its value, the inside of the quotes where it has them; a value of another form is nil.
    /// - Parameter body: false: this is not to be had.
    /// - Returns: whether all was well formed, and wanted.
    static func forEach(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (_ name: Range<Int>, _ value: Range<Int>?) -> Bool
    ) -> Bool {
        var index = range.lowerBound
        let end = range.upperBound
        var count = 0
        while true {
            skipBlanks(bytes, &index, end)
            let nameStart = index
            while index < end, SIPCharacter.token.contains(bytes[index]) { index += 1 }
            let name = nameStart..<index
            skipBlanks(bytes, &index, end)
            guard count < SIPLimits.parameters, !name.isEmpty, index < end, bytes[index] == ASCII.equals else {
                return false
            }
            count += 1
            index += 1
            guard body(name, value(bytes, &index, end)) else { return false }
            guard index < end else { return true }
            // At a comma.
            index += 1
        }
    }

    /// Goes to the comma behind it, or to the end.
    private static func value(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Range<Int>? {
        skipBlanks(bytes, &index, end)
        var value: Range<Int>?
        let start = index
        if index < end, bytes[index] == ASCII.quote {
            if RedirectAddress.passQuoted(bytes, &index, end) {
                value = (start + 1)..<(index - 1)
            } else {
                index = start
            }
        } else {
            while index < end, SIPCharacter.parameterValue.contains(bytes[index]) { index += 1 }
            if index > start { value = start..<index }
        }
        skipBlanks(bytes, &index, end)
        guard index < end, bytes[index] != ASCII.comma else { return value }
        // Whatever others have thought of.
        while index < end, bytes[index] != ASCII.comma { index += 1 }
        return nil
    }

    /// Line ends are those of folded lines.
    private static func skipBlanks(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) {
        while index < end, bytes[index] <= ASCII.space { index += 1 }
    }
}
