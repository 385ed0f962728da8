import SIP
import Shell
import Synchronization

/// FAULT-10: answers to test calls that had to be dropped, told to the operator once in a while. Whoever sends nonsense must
/// not be able to fill the log.
final class UnreadableAnswers: Sendable {
    static let pace: Duration = .seconds(60)

    private struct State: Sendable {
        var count = 0
        var toldAt: Duration?
    }

    private let log: Log
    private let state = Mutex(State())

    init(_ log: Log) { self.log = log }

    /// - Parameter uptime: on a clock that nobody can set.
    func note(_ reason: SIPSyntaxError, at uptime: Duration) {
        let count: Int? = state.withLock { state in
            state.count += 1
            if let toldAt = state.toldAt, uptime - toldAt < Self.pace { return nil }
            defer { state = State(toldAt: uptime) }
            return state.count
        }
        guard let count else { return }
        log(
            .warning, "a SIP message could not be read; it counts neither as reached nor as not",
            [
                "messages": "\(count)", "because": "\(reason)",
            ])
    }
}
