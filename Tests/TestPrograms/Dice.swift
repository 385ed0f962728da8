/// A small generator of numbers that come again in each run (Marsaglia's xorshift).
public struct Dice: Sendable {
    private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

    public init() {}

    /// From 0 up to the limit, without it.
    public mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, limit)))
    }
}
