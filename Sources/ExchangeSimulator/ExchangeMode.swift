import SQLite
import Telephony

/// How the simulated exchange is disposed (EXCH-5): it stays so until the operator says otherwise, restarts included.
package enum ExchangeMode: String, Sendable, CaseIterable, StorableValue {
    case up
    /// It refuses what it has not begun.
    case refuse
    /// Work under way and to come breaks off; the exchange restores itself before it says so.
    case fail
    /// Work takes so many times as long: `SimulatorPolicy.slowness`.
    case slow
    /// It answers nobody and does nothing.
    case down
}

/// What the operator may set about the simulation.
package struct SimulatorPolicy: Sendable {
    /// An order's work takes as long as the dice say between these two.
    package var shortest: Duration = .seconds(60)
    package var longest: Duration = .seconds(300)
    /// In seconds: what takes longer is no simulation of 「最大1時間程度」.
    package static let most = 3600
    package var slowness = 20
    /// How long other carriers take to answer about a number (移転元確認).
    package var confirmation: Duration = .days(1)
    /// Extensions that end so are refused, and fail midway: for a demonstration, where everybody may see both. Nil: none.
    package var refusedEnding: String?
    package var failingEnding: String?

    package init() {}

    /// What a demonstration shows to somebody who does not want to wait.
    package static var demo: SimulatorPolicy {
        var policy = SimulatorPolicy()
        (policy.shortest, policy.longest) = (.seconds(5), .seconds(20))
        policy.confirmation = .seconds(10)
        (policy.refusedEnding, policy.failingEnding) = ("404", "500")
        return policy
    }

    /// - Parameter dice: eight bytes.
    func time(_ dice: [UInt8]) -> Duration {
        let (shortest, longest) = (shortest.milliseconds, longest.milliseconds)
        let drawn = dice.reduce(0) { $0 << 8 | UInt64($1) }
        return .milliseconds(shortest + Int64(drawn % UInt64(longest - shortest + 1)))
    }
}
