import Shell
import Synchronization
import Telephony

/// Those who wait until their sign-in is looked at, and what came of it, each for one browser (AUTH-16). In memory only: after
/// a restart everybody begins anew.
final class SignInPlaces: Sendable {
    struct Place: Sendable {
        let turn: WorkTurn
        /// As it was typed, and the page that was asked for.
        let number: String
        let next: String
        /// Nil as long as it waits; then whether it has signed in.
        var outcome: Result<SignInAttempt.Success?, any Error>?
        var changedAt: Moment

        var isWaiting: Bool { outcome == nil }
        var success: SignInAttempt.Success? { (try? outcome?.get()).flatMap(\.self) }
    }

    /// What has come out and is not asked for is forgotten.
    private static let lifetime: Duration = .minutes(5)
    private static let forgottenEvery: Duration = .minutes(1)

    private struct State {
        var places: [[UInt8]: Place] = [:]
        var forgotAt: Moment?
    }

    private let state = Mutex(State())

    /// False for a browser that has a place already, which it keeps.
    /// - Returns: also the sign-ins that nobody has asked for, and nobody can any more.
    func open(_ visitor: [UInt8], _ place: Place, at now: Moment) -> (isNew: Bool, unclaimed: [SignInAttempt.Success]) {
        state.withLock { state in
            var unclaimed = SignInPlaces.forgetOld(&state, at: now)
            if state.places[visitor]?.isWaiting == true { return (false, unclaimed) }
            if let success = state.places[visitor]?.success { unclaimed.append(success) }
            state.places[visitor] = place
            return (true, unclaimed)
        }
    }

    func find(_ visitor: [UInt8]) -> Place? { state.withLock { $0.places[visitor] } }

    /// False when nobody waits any more for what has come out.
    func conclude(_ visitor: [UInt8], _ outcome: Result<SignInAttempt.Success?, any Error>, at now: Moment) -> Bool {
        state.withLock { state in
            guard state.places[visitor]?.isWaiting == true else { return false }
            state.places[visitor]?.outcome = outcome
            state.places[visitor]?.changedAt = now
            return true
        }
    }

    /// True for the first who asks for what came of it; nobody else is given it.
    func take(_ visitor: [UInt8]) -> Bool {
        state.withLock { $0.places.removeValue(forKey: visitor) != nil }
    }

    /// The place is given up, whatever came of it; nil where there is none.
    func leave(_ visitor: [UInt8]) -> Place? { state.withLock { $0.places.removeValue(forKey: visitor) } }

    private static func forgetOld(_ state: inout State, at now: Moment) -> [SignInAttempt.Success] {
        if let last = state.forgotAt, last <= now, now - last < forgottenEvery { return [] }
        state.forgotAt = now
        let old = state.places.filter { !$0.value.isWaiting && now - $0.value.changedAt >= lifetime }
        for visitor in old.keys { state.places[visitor] = nil }
        return old.values.compactMap(\.success)
    }
}
