/// The times of transactions (RFC 3261 § 17.1.1.1, table 4). All others follow from them.
public struct SIPTimers: Sendable, Hashable {
    /// An estimate of the time to the peer and back: 500 ms.
    public var t1: Duration = .milliseconds(500)
    /// The longest time between two sendings of a request that is no INVITE: 4 s.
    public var t2: Duration = .seconds(4)
    /// How long a message can be on its way: 5 s.
    public var t4: Duration = .seconds(5)
    /// How long an answered INVITE is remembered for repeated answers over UDP: 32 s.
    public var d: Duration = .seconds(32)

    /// The times of the RFC.
    public init() {}

    /// 64 × T1: how long an answer is waited for (timers B, F and M).
    var limit: Duration { t1 * 64 }
}

extension Duration {
    /// As the loops count it: none below zero, none beyond the end of their counting.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 1 << 33 else { return .max }
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
