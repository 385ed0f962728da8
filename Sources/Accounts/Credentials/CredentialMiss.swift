import SQLite
import Shell
import Telephony

/// A wrong entry of a number's password, wherever it is made: guessing is guessing (AUTH-4, AUTH-5).
struct CredentialMiss: Sendable {
    /// Where it is made.
    enum Place: Sendable {
        case signIn
        /// 現在のパスワード, on any page.
        case currentPassword
        /// Among the passwords of all numbers, for another authentication unit.
        case unitChange

        fileprivate var event: AuditEvent {
            switch self {
            case .signIn: "sign-in.failed"
            case .currentPassword: "password.current-wrong"
            case .unitChange: "authentication-unit.wrong-password"
            }
        }
    }

    let place: Place
    /// Whose password it should have been.
    let number: PhoneNumber
    let actor: Actor

    /// Counts the entry, in the transaction that found it wrong. What has used up its row is void, and its owner is told. The
    /// number's sessions end only where somebody signed in has made the misses: at the sign-in anybody can, and must not throw
    /// out the administrator who is about to forward (AUTH-10). Returns what has become void by this miss.
    ///
    /// Whatever the cause, one row of a password is changed and one line of the trail is written; where no password counts the
    /// miss, nobody's does (AUTH-7).
    /// - Parameters:
    ///   - state: how the number's passwords stand in this transaction.
    ///   - used: what the entry was compared with, if it serves no more for signing in.
    @discardableResult
    func count(
        in state: CredentialState, used: CredentialKind? = nil, _ mails: MailTemplates, _ database: Connection
    ) throws -> [CredentialKind] {
        let after = state.afterMiss(at: actor.at, used: used)
        if after == state {
            try CredentialStore.countForNobody(database)
        } else {
            try CredentialStore.save(after, of: number, database)
        }
        // Who acts for the contract may have mistaken the password of another number.
        let subject = place == .unitChange ? number.digits : ""
        try actor.audit(place.event, subject: subject, database)
        let voided = after.voided(since: state)
        for kind in voided { try actor.audit("password.voided", subject: subject, after: kind.rawValue, database) }
        let spent = voided.filter(after.isSpent)
        guard !spent.isEmpty else { return [] }
        if place != .signIn, spent.contains(where: { $0 == .regular || $0 == used }) {
            try SessionStore.endAll(of: number, database)
        }
        try SecurityNotice(CredentialHappening.spent(spent), of: number, by: actor).write(mails, database)
        return spent
    }
}
