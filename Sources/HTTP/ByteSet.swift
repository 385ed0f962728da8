/// A set of ASCII bytes as two words of bits, so that a test is a shift and no table is ever initialised.
/// Bytes above 0x7F are in none of them.
struct ByteSet {
    /// Bit n: the byte n is in the set (0x00–0x3F).
    let low: UInt64
    /// Bit n: the byte 0x40 + n is in the set (0x40–0x7F).
    let high: UInt64

    func contains(_ byte: UInt8) -> Bool {
        let word = byte < 64 ? low : high
        return byte < 128 && (word >> UInt64(byte & 63)) & 1 == 1
    }

    /// tchar, RFC 9110 § 5.6.2: methods, field names, parameter names.
    static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }
    /// pchar and "/", RFC 3986 § 3.3, less the percent sign.
    static var path: ByteSet { ByteSet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
    /// query, RFC 3986 § 3.4, less the percent sign, and with what browsers leave bare there: [ ] \ ^ ` { | }
    static var query: ByteSet { ByteSet(low: 0xAFFF_FFD2_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF) }
    /// unreserved, RFC 3986 § 2.3: what a component keeps when it is percent-encoded.
    static var unreserved: ByteSet { ByteSet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }
    /// Letters, digits and ".-_": the host names of the web and IPv4 addresses.
    static var hostName: ByteSet { ByteSet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }
    /// Hexadecimal digits and ":.": what stands between the brackets of an IPv6 address.
    static var addressLiteral: ByteSet { ByteSet(low: 0x07FF_4000_0000_0000, high: 0x0000_007E_0000_007E) }
    /// bchars, RFC 2046 § 5.1.1: a multipart boundary.
    static var boundary: ByteSet { ByteSet(low: 0xA7FF_FB81_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }
    /// cookie-octet, RFC 6265 § 4.1.1.
    static var cookieValue: ByteSet { ByteSet(low: 0xF7FF_EFFA_0000_0000, high: 0x7FFF_FFFF_EFFF_FFFF) }
    /// attr-char, RFC 8187 § 3.2.1.
    static var attribute: ByteSet { ByteSet(low: 0x03FF_685A_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }
}

/// The bytes the grammar of HTTP names.
enum ASCII {
    static var null: UInt8 { 0x00 }
    static var tab: UInt8 { 0x09 }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
    static var space: UInt8 { 0x20 }
    static var quote: UInt8 { 0x22 }
    static var percent: UInt8 { 0x25 }
    static var ampersand: UInt8 { 0x26 }
    static var asterisk: UInt8 { 0x2A }
    static var plus: UInt8 { 0x2B }
    static var comma: UInt8 { 0x2C }
    static var hyphen: UInt8 { 0x2D }
    static var dot: UInt8 { 0x2E }
    static var slash: UInt8 { 0x2F }
    static var zero: UInt8 { 0x30 }
    static var nine: UInt8 { 0x39 }
    static var colon: UInt8 { 0x3A }
    static var semicolon: UInt8 { 0x3B }
    static var equals: UInt8 { 0x3D }
    static var question: UInt8 { 0x3F }
    static var leftBracket: UInt8 { 0x5B }
    static var backslash: UInt8 { 0x5C }
    static var rightBracket: UInt8 { 0x5D }
    static var underscore: UInt8 { 0x5F }
    static var delete: UInt8 { 0x7F }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= nine }

    static func isControl(_ byte: UInt8) -> Bool { byte < space || byte == delete }

    /// The letter in lower case; any other byte as it is.
    static func lowercase(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    /// The value of a hexadecimal digit, nil for any other byte.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte - zero }
        let letter = byte | 0x20
        return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : nil
    }

    /// Whether two byte sequences are equal when letters of both cases count as the same.
    static func equalIgnoringCase(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        for (left, right) in zip(one, other) where lowercase(left) != lowercase(right) { return false }
        return true
    }

    /// Whether the bytes are that text.
    static func equal(_ bytes: Span<UInt8>, _ text: String) -> Bool {
        let text = text.utf8.span
        guard bytes.count == text.count else { return false }
        for index in 0..<text.count where bytes[index] != text[index] { return false }
        return true
    }

    /// The part of the range without the spaces and tabs at its ends (OWS, RFC 9110 § 5.6.3).
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, bytes[start] == space || bytes[start] == tab { start += 1 }
        while start < end, bytes[end - 1] == space || bytes[end - 1] == tab { end -= 1 }
        return start..<end
    }

    /// The same for a slice.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while let first = slice.first, first == space || first == tab { slice.removeFirst() }
        while let last = slice.last, last == space || last == tab { slice.removeLast() }
        return slice
    }
}
