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
        /// When its browser was first given the session.
        var givenAt: Moment?

        var isWaiting: Bool { outcome == nil }
        /// A session that nobody has.
        var unclaimed: SignInAttempt.Success? { givenAt == nil ? (try? outcome?.get()).flatMap(\.self) : nil }
    }

    enum Giving {
        case first, again
    }

    /// What has come out and is not asked for is forgotten.
    private static let lifetime: Duration = .minutes(5)
    private static let forgottenEvery: Duration = .minutes(1)
    /// So long a browser is given once more what it was given: it may have cut the answer off, as the page comes back by itself in
    /// the moment in which somebody presses 順番を確かめる.
    private static let givenFor: Duration = .seconds(30)

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
            if let success = state.places[visitor]?.unclaimed { unclaimed.append(success) }
            state.places[visitor] = place
            return (true, unclaimed)
        }
    }

    func find(_ visitor: [UInt8], at now: Moment) -> Place? {
        state.withLock { $0.places[visitor] }.flatMap { SignInPlaces.isOver($0, at: now) ? nil : $0 }
    }

    /// False when nobody waits any more for what has come out.
    func conclude(_ visitor: [UInt8], _ outcome: Result<SignInAttempt.Success?, any Error>, at now: Moment) -> Bool {
        state.withLock { state in
            guard state.places[visitor]?.isWaiting == true else { return false }
            state.places[visitor]?.outcome = outcome
            state.places[visitor]?.changedAt = now
            return true
        }
    }

    /// Whether the browser is given its session now for the first time; nil where the place is gone.
    func give(_ visitor: [UInt8], at now: Moment) -> Giving? {
        state.withLock { state in
            guard let place = state.places[visitor] else { return nil }
            guard place.givenAt == nil else { return .again }
            state.places[visitor]?.givenAt = now
            return .first
        }
    }

    /// The place is given up, whatever came of it; nil where there is none.
    func leave(_ visitor: [UInt8]) -> Place? { state.withLock { $0.places.removeValue(forKey: visitor) } }

    private static func forgetOld(_ state: inout State, at now: Moment) -> [SignInAttempt.Success] {
        if let last = state.forgotAt, last <= now, now - last < forgottenEvery { return [] }
        state.forgotAt = now
        let old = state.places.filter { isOver($0.value, at: now) }
        for visitor in old.keys { state.places[visitor] = nil }
        return old.values.compactMap(\.unclaimed)
    }

    private static func isOver(_ place: Place, at now: Moment) -> Bool {
        if let givenAt = place.givenAt { return now - givenAt >= givenFor }
        return !place.isWaiting && now - place.changedAt >= lifetime
    }
}
