/// Base64 (RFC 4648 § 4), with padding.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Without line ends.
    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var (bits, count) = (UInt32(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            append(bits, digits: 4, to: &text)
            (bits, count) = (0, 0)
        }
        if count > 0 {
            append(bits << UInt32(8 * (3 - count)), digits: count + 1, to: &text)
            text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - count))
        }
        return text
    }

    /// In lines of 76 characters, each ended by CRLF, as bodies of mails have it (RFC 2045 § 6.8).
    static func encodeLines(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 57 * 78 + 80)
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            text += encode(bytes[start..<end])
            text += [13, 10]
            start = end
        }
        return text
    }

    private static func append(_ bits: UInt32, digits count: Int, to text: inout [UInt8]) {
        for place in 0..<count { text.append(digits[Int(bits >> UInt32(18 - 6 * place) & 63)]) }
    }
}
