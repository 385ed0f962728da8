/// Base 64 (RFC 4648 § 4), with padding.
public enum Base64 {
    /// Four characters for three bytes, without line ends.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        Base64Alphabet.standard.append(bytes, to: &text)
        text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: -text.count & 3))
        return text
    }
}

/// Base 64 with the alphabet safe in URLs and cookies (RFC 4648 § 5), without padding.
public enum Base64URL {
    /// Four characters for three bytes; 32 bytes become 43 characters.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        Base64Alphabet.urlSafe.append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or nil for padding, foreign characters, an impossible length, or bits beyond the last byte that
    /// are not zero (RFC 4648 § 3.5): one value has one spelling, so a token cannot be varied.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for character in text.utf8 {
            guard let value = Base64Alphabet.urlSafe.value(of: character) else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        let isWhole = bitCount < 6 && bits & (1 << bitCount - 1) == 0
        return isWhole ? bytes : nil
    }
}

/// The 64 characters: letters and digits, and the two in which the alphabets differ.
private struct Base64Alphabet {
    static var standard: Base64Alphabet { Base64Alphabet(last: (UInt8(ascii: "+"), UInt8(ascii: "/"))) }
    static var urlSafe: Base64Alphabet { Base64Alphabet(last: (UInt8(ascii: "-"), UInt8(ascii: "_"))) }

    let last: (UInt8, UInt8)

    /// Appends the characters for `bytes`; the last of them stands for the bits that are left, filled up with zeros.
    func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(character(bits >> bitCount & 63))
            }
        }
        if bitCount > 0 { text.append(character(bits << (6 - bitCount) & 63)) }
    }

    private func character(_ value: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        return switch value {
        case 0..<26: value + UInt8(ascii: "A")
        case 26..<52: value - 26 + UInt8(ascii: "a")
        case 52..<62: value - 52 + UInt8(ascii: "0")
        case 62: last.0
        default: last.1
        }
    }

    func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case last.0: 62
        case last.1: 63
        default: nil
        }
    }
}
