import Telephony

/// The places of lines in the interval, by contract (FAULT-1).
struct CallTimes: Sendable {
    /// The tenth of a second: calls are due in slots of it.
    static let slotLength: Int64 = 100

    /// In milliseconds.
    let interval: Int64

    init(interval: Duration) {
        self.interval = max(interval.milliseconds, Self.slotLength)
    }

    /// The last round of a contract that was due by a moment in milliseconds.
    func round(of contract: Int, before time: Int64) -> Int64 { (time - phase(of: contract)) / interval - 1 }

    /// The slot of a round: a little off its place, by a twentieth of the interval at most to either side, so that no line is
    /// always called at the same second as something else that happens regularly.
    func due(_ contract: Int, _ round: Int64) -> Int64 {
        var mix = UInt64(truncatingIfNeeded: contract) &* 0xBF58_476D_1CE4_E5B9 ^ UInt64(truncatingIfNeeded: round)
        mix = (mix ^ mix >> 30) &* 0xBF58_476D_1CE4_E5B9
        mix = (mix ^ mix >> 27) &* 0x94D0_49BB_1331_11EB
        let jitter = Self.part(of: interval / 10, mix ^ mix >> 31) - interval / 20
        return (phase(of: contract) + round * interval + jitter) / Self.slotLength
    }

    /// Multiples of the golden ratio lie evenly over the interval, however many contracts there are and whichever go.
    private func phase(of contract: Int) -> Int64 {
        Self.part(of: interval, UInt64(truncatingIfNeeded: contract) &* 0x9E37_79B9_7F4A_7C15)
    }

    private static func part(of length: Int64, _ fraction: UInt64) -> Int64 {
        Int64(truncatingIfNeeded: UInt64(length).multipliedFullWidth(by: fraction).high)
    }
}
