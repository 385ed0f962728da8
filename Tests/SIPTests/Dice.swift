/// A small generator of numbers that come again in each run (Marsaglia's xorshift).
struct Dice {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, limit)))
    }
}
