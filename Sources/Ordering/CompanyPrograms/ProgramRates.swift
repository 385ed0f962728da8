import Synchronization
import Telephony

/// How often a token is heard: in memory, a few words for each token that there is.
final class ProgramRates: Sendable {
    enum Kind: Hashable, CaseIterable {
        case read, write

        var perMinute: Int {
            switch self {
            case .read: ProgramRates.readsPerMinute
            case .write: ProgramRates.writesPerMinute
            }
        }
    }

    static let readsPerMinute = 600
    static let writesPerMinute = 60

    private struct Flow: Hashable {
        let token: Int
        let kind: Kind
    }

    private struct Window {
        var startedAt: Moment
        var count = 0
    }

    private static let capacity = 10_000
    private let windows = Mutex<[Flow: Window]>([:])

    var count: Int { windows.withLock(\.count) }

    /// Nil: it is heard; else in how many seconds it will be.
    func wait(_ kind: Kind, of token: Int, at now: Moment) -> Int? {
        windows.withLock { windows in
            if windows.count >= Self.capacity {
                windows = windows.filter { now - $0.value.startedAt < .minutes(1) }
                if windows.count >= Self.capacity { windows.removeAll() }
            }
            let flow = Flow(token: token, kind: kind)
            var window = windows[flow] ?? Window(startedAt: now)
            // A clock that was put back makes nobody wait for what it had shown before.
            if now - window.startedAt >= .minutes(1) || now < window.startedAt { window = Window(startedAt: now) }
            guard window.count < kind.perMinute else {
                return Int((Duration.minutes(1) - (now - window.startedAt)).components.seconds) + 1
            }
            window.count += 1
            windows[flow] = window
            return nil
        }
    }
}
