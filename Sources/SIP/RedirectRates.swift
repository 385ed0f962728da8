/// How fast each source may go: a bucket of requests a source, filled again with time, in a table that never grows.
struct RedirectRates {
    /// Does its own reckoning: a function of the table that is handed one of its buckets would copy the whole table first.
    private struct Bucket {
        var source: UInt64 = 0
        /// Requests that may still come.
        var left: Double = 0
        /// Nanoseconds; 0: nobody's.
        var filledAt: UInt64 = 0

        func filled(_ now: UInt64, _ perSecond: Double) -> Double {
            let passed = now > filledAt ? Double(now - filledAt) / 1e9 : 0
            return min(perSecond, left + passed * perSecond)
        }

        mutating func take(_ now: UInt64, _ perSecond: Double, _ cost: Double) -> Bool {
            left = filled(now, perSecond)
            filledAt = max(filledAt, now)
            guard left >= 1 else { return false }
            left -= cost
            return true
        }
    }

    /// Sources with a bucket of their own that share a place in the table.
    private static let ways = 4
    private static let sets = 1024

    private let perSecond: Double
    private var buckets: [Bucket]
    /// Of all who find no bucket of their own: then there are thousands, and those who have one keep it.
    private var shared: Bucket

    init(perSecond: Int) {
        self.perSecond = Double(max(1, perSecond))
        buckets = Array(repeating: Bucket(), count: Self.ways * Self.sets)
        shared = Bucket()
    }

    /// Whether this source may send one more request now.
    /// - Parameters:
    ///   - now: nanoseconds.
    ///   - cost: 0 to ask only.
    mutating func take(_ source: UInt64, at now: UInt64, cost: Double = 1) -> Bool {
        let now = max(1, now)
        let first = Int(truncatingIfNeeded: (source &* 0x9E37_79B9_7F4A_7C15) >> 54) % Self.sets * Self.ways
        var free: Int?
        for place in first..<(first + Self.ways) {
            if buckets[place].filledAt != 0, buckets[place].source == source {
                return buckets[place].take(now, perSecond, cost)
            }
            if buckets[place].filledAt == 0 || buckets[place].filled(now, perSecond) >= perSecond {
                free = free ?? place
            }
        }
        guard let free else {
            if shared.filledAt == 0 { shared = Bucket(left: perSecond, filledAt: now) }
            return shared.take(now, perSecond, cost)
        }
        buckets[free] = Bucket(source: source, left: perSecond, filledAt: now)
        return buckets[free].take(now, perSecond, cost)
    }
}
