import Encodings

/// The first digits of a number as numbers, so that prefixes are compared at once: 0120 is 120 as `four` and 12 as `three`.
/// nil where the number has fewer digits, or something else than digits there.
struct NumberStart {
    private(set) var two: Int?
    private(set) var three: Int?
    private(set) var four: Int?

    init(_ keys: some Collection<UInt8>) {
        var value = 0
        var count = 0
        for key in keys {
            guard ASCII.isDigit(key) else { return }
            value = value * 10 + Int(key - ASCII.zero)
            count += 1
            if count == 2 { two = value }
            if count == 3 { three = value }
            if count == 4 {
                four = value
                return
            }
        }
    }
}
