/// Base 64 (RFC 4648 § 4), with padding.
public enum Base64 {
    /// Four characters for three bytes, without line ends.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let count = (bytes.count + 2) / 3 * 4
        return [UInt8](unsafeUninitializedCapacity: count) { text, written in
            text.initialize(repeating: UInt8(ascii: "="))
            _ = Base64Alphabet.standard.write(bytes, to: text)
            written = count
        }
    }
}

/// Base 64 with the alphabet safe in URLs and cookies (RFC 4648 § 5), without padding.
public enum Base64URL {
    /// Four characters for three bytes; 32 bytes become 43 characters.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { Base64Alphabet.urlSafe.write(bytes, to: $0) }
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
    static var standard: Base64Alphabet {
        Base64Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    }
    static var urlSafe: Base64Alphabet {
        Base64Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    }

    private let characters: StaticString

    private init(_ characters: StaticString) { self.characters = characters }

    /// Writes the characters for `bytes`, for which there must be room; the last of them stands for the bits that are left,
    /// filled up with zeros. Returns how many they are.
    func write(_ bytes: [UInt8], to text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var count = 0
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text[count] = character(bits >> bitCount & 63)
                count += 1
            }
        }
        if bitCount > 0 {
            text[count] = character(bits << (6 - bitCount) & 63)
            count += 1
        }
        return count
    }

    private func character(_ value: UInt32) -> UInt8 { characters.utf8Start[Int(value)] }

    func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case characters.utf8Start[62]: 62
        case characters.utf8Start[63]: 63
        default: nil
        }
    }
}
