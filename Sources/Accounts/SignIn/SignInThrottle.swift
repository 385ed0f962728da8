import Shell
import Synchronization
package import Telephony

/// AUTH-11: slows guessing, per client address and per number, without knowing whether a number exists.
///
/// Lives in memory: a restart forgets it, the lockout rules (AUTH-4, AUTH-5) are in the database and never forget.
package final class SignInThrottle: Sendable {
    /// One sign-in attempt's verdict.
    package enum Verdict: Equatable {
        case proceed(after: Duration)
        /// The address has used up its attempts of this minute. The first of the minute's refusals is told to the operator,
        /// with the number of those of the address's minute before; the others are counted. Of very many addresses not all
        /// are told.
        case refuse(retryAfter: Int, isTold: Bool, refusedBefore: Int)
    }

    private struct Window {
        var startedAt: Moment
        var count: Int
        var refused = 0
        var refusedBefore = 0
    }

    private struct State {
        var addresses: [String: Window] = [:]
        var failures: [String: Window] = [:]
        var first: [String: Window] = [:]
        /// Refusals that were told, of all addresses.
        var told: Window?

        mutating func tell(at now: Moment) -> Bool {
            if let told, now - told.startedAt < .minutes(1) {
                guard told.count < SignInThrottle.mostTold else { return false }
                self.told?.count += 1
            } else {
                told = Window(startedAt: now, count: 1)
            }
            return true
        }
    }

    /// So many addresses are told of in a minute.
    static let mostTold = 60

    private static let capacity = 20_000
    private static let memory = Duration.minutes(15)
    /// Of one client address, unless the operator says otherwise.
    package static let usualAttemptsPerMinute = 30
    static let firstTurnsPerMinute = 5
    private let attemptsPerMinute: Int
    private let state = Mutex(State())

    package init(attemptsPerMinute: Int) { self.attemptsPerMinute = attemptsPerMinute }

    package func attempt(from address: String, on number: String, at now: Moment) -> Verdict {
        let address = Client.household(of: address)
        return state.withLock { state in
            SignInThrottle.makeRoom(in: &state.addresses, olderThan: now - .minutes(1))
            var window = state.addresses[address] ?? Window(startedAt: now, count: 0)
            // A clock that was put back makes nobody wait for what it had shown before.
            if now - window.startedAt >= .minutes(1) || now < window.startedAt {
                window = Window(startedAt: now, count: 0, refusedBefore: window.refused)
            }
            guard window.count < attemptsPerMinute else {
                window.refused += 1
                state.addresses[address] = window
                let left = Duration.minutes(1) - (now - window.startedAt)
                return .refuse(
                    retryAfter: max(1, Int(left.components.seconds) + 1),
                    isTold: window.refused == 1 && state.tell(at: now), refusedBefore: window.refusedBefore)
            }
            window.count += 1
            state.addresses[address] = window
            return .proceed(after: SignInThrottle.delay(after: state.failures[number], at: now))
        }
    }

    package func failed(_ number: String, at now: Moment) {
        state.withLock { state in
            SignInThrottle.makeRoom(in: &state.failures, olderThan: now - SignInThrottle.memory)
            state.failures[number, default: Window(startedAt: now, count: 0)].count += 1
            state.failures[number]?.startedAt = now
        }
    }

    package func succeeded(_ number: String) {
        state.withLock { state in _ = state.failures.removeValue(forKey: number) }
    }

    /// AUTH-16: who goes first does so a few times a minute only, so that a cookie that was handed around, or an address that
    /// always says it is urgent, takes nothing from the others.
    /// - Parameter flow: the number of a known device, the household of somebody in a hurry.
    func goesFirst(_ flow: String, at now: Moment) -> Bool {
        state.withLock { state in
            SignInThrottle.makeRoom(in: &state.first, olderThan: now - .minutes(1))
            var window = state.first[flow] ?? Window(startedAt: now, count: 0)
            if now - window.startedAt >= .minutes(1) || now < window.startedAt {
                window = Window(startedAt: now, count: 0)
            }
            window.count += 1
            state.first[flow] = window
            return window.count <= SignInThrottle.firstTurnsPerMinute
        }
    }

    /// Nothing for the first two misses, then a quarter of a second, doubling, two seconds at most.
    private static func delay(after failures: Window?, at now: Moment) -> Duration {
        guard let failures, now - failures.startedAt < memory, failures.count >= 3 else { return .zero }
        return .milliseconds(250 << min(failures.count - 3, 3))
    }

    /// Bounded memory whatever strangers send: old entries go first; when all are fresh, all go.
    private static func makeRoom(in windows: inout [String: Window], olderThan limit: Moment) {
        guard windows.count >= capacity else { return }
        windows = windows.filter { $0.value.startedAt > limit }
        if windows.count >= capacity { windows.removeAll() }
    }
}
