/// A set of ASCII bytes as two words of bits, so that a test is a shift and no table is ever initialised.
/// Bytes above 0x7F are in none of them.
@frozen
public struct ByteSet: Sendable {
    /// Bit n: the byte n is in the set (0x00–0x3F).
    public let low: UInt64
    /// Bit n: the byte 0x40 + n is in the set (0x40–0x7F).
    public let high: UInt64

    /// A set of its bits.
    @inlinable
    public init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The set of the ASCII characters in a text.
    public init(_ characters: String) {
        var (low, high) = (UInt64(0), UInt64(0))
        for byte in characters.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
        }
        self.init(low: low, high: high)
    }

    /// Whether the byte is in the set.
    @inlinable
    public func contains(_ byte: UInt8) -> Bool {
        let word = byte < 64 ? low : high
        return byte < 128 && (word >> UInt64(byte & 63)) & 1 == 1
    }

    /// Whether all of a text is in the set; an empty text is.
    @inlinable
    public func containsAll(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { contains($0) }
    }
}
