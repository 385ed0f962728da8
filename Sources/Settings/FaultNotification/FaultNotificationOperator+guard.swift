package import SQLite
import Shell
package import Telephony

/// The guard against faults of our own, in the operator's hand (FAULT-7).
extension FaultNotificationOperator {
    package struct Guard: Sendable {
        /// `off`, `asking`, `dark` or `held`.
        package let state: String
        package let since: Moment?
        /// `hold` or `release`, why and since when; nil while the operator has said nothing.
        package let said: String?
        package let reason: String?
        package let saidAt: Moment?
        /// Since when no fault is declared; nil while they are.
        package let heldSince: Moment?
    }

    package static let longestReason = BulkForwardingOperator.longestReason

    package static func guardState(_ database: Connection) throws -> Guard {
        let word = try MassFailureStore.word(database)
        return Guard(
            state: try MassFailureStore.stored(database).state.rawValue, since: try MassFailureStore.since(database),
            said: word?.said.rawValue, reason: word?.reason, saidAt: word?.at,
            heldSince: try MassFailureStore.heldSince(database))
    }

    /// Holds all verdicts until they are released, or lets them stand until the present suspicion is over. A running server hears
    /// of it within a second or two.
    package static func say(holds: Bool, reason: String, at now: Moment, _ database: Connection) throws {
        let said: MassFailureGuard.Override = holds ? .hold : .release
        let before = try MassFailureStore.word(database)?.said.rawValue
        try MassFailureStore.say(.init(said: said, reason: reason, at: now), database)
        try Actor.operator(contract: nil, at: now).audit(
            holds ? "monitor.guard-hold" : "monitor.guard-release", subject: "guard", before: before, after: reason,
            database)
    }
}
