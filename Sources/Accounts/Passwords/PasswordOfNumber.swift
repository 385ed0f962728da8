import SQLite
import Shell
import Telephony

/// The password of a number that its administrator sets (PW-6).
package enum PasswordOfNumber {
    /// 管理者／ユーザ単位, the administrator; everybody else gets neither the menu entry nor the pages.
    package static func isOpen(to person: Person) -> Bool { person.isAdministrator }

    /// Everything that a password set by the administrator means: the old one and the temporary one are gone, the row of
    /// wrong entries is over, the number's sessions end, its owner is told and must change it at the next sign-in.
    static func set(
        _ hash: PasswordHash, of number: PhoneNumber, by actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws {
        try CredentialStore.set(hash, .regular, of: number, at: actor.at, mustChange: true, database)
        try SessionStore.endAll(of: number, database)
        try actor.audit("password.set-by-administrator", subject: number.digits, database)
        try SecurityNotice(PasswordHappening.setByAdministrator(number), of: number, by: actor).write(mails, database)
    }

    /// AUTH-13: another text whenever the number has got another password, from whomever.
    static func version(of number: PhoneNumber, _ database: Connection) throws -> String {
        let state = try CredentialStore.find(number, database).state
        return CredentialKind.allCases.map { "\(state[$0]?.setAt.milliseconds ?? 0)" }.joined(separator: "-")
    }

    /// Who gave the number the password that it has.
    static func latestChange(
        of number: PhoneNumber, _ contract: Int, _ database: Connection
    ) throws -> Authorship? {
        try AuditStore.latest(
            ["password.set-by-administrator", "password.changed", "telephone-menu.temporary-password"], about: number,
            of: contract, database)
    }

    /// What a number signs in with just now.
    enum InForce {
        case temporary, regular, none

        init(_ state: CredentialState, at now: Moment) {
            self =
                state.isUsable(.temporary, at: now)
                ? .temporary : state.isUsable(.regular, at: now) ? .regular : .none
        }
    }
}

/// A new password, as its owner hears of it (AUTH-12).
enum PasswordHappening: Sendable, Equatable {
    /// By whoever is signed in.
    case changed
    case setByAdministrator(PhoneNumber)
}
