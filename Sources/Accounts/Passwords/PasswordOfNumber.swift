import SQLite
import Shell
import Telephony

/// The password of a number that its administrator sets (PW-6).
package enum PasswordOfNumber {
    /// 管理者／ユーザ単位, the administrator; everybody else gets neither the menu entry nor the pages.
    package static func isOpen(to person: Person) -> Bool {
        person.unit == .administratorAndUser && person.actsForContract
    }

    /// Who does it, and when.
    struct Actor: Sendable {
        let number: PhoneNumber
        let contract: Int
        let client: String
        let at: Moment
    }

    /// Everything that a password set by the administrator means: the old one and the temporary one are gone, the row of
    /// wrong entries is over, the number's sessions end, its owner is told and must change it at the next sign-in.
    static func set(
        _ hash: PasswordHash, of number: PhoneNumber, by actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws {
        try PasswordStore.set(hash, .regular, of: number, at: actor.at, mustChange: true, database)
        try PasswordStore.forget(.temporary, of: number, database)
        try SessionStore.endAll(of: number, database)
        try AuditStore.write(
            AuditEntry(
                at: actor.at, contract: actor.contract, number: actor.number, client: actor.client,
                event: "password.set-by-administrator", subject: number.digits), database)
        let notice = SecurityNotice(
            kind: "security.password-set", happening: "管理者がパスワードを設定しました",
            details: [
                "新しいパスワードは、ご契約の管理者からお受け取りください。", "次にログインしたときに、ご自身でパスワードを変更していただきます。",
                "これまでのパスワードと仮パスワードは使えなくなりました。",
            ], number: number, contract: actor.contract, client: actor.client, at: actor.at)
        try notice.write(mails, database)
    }

    /// AUTH-13: another text whenever the number has got another password, from whomever.
    static func version(of number: PhoneNumber, _ database: Connection) throws -> String {
        let state = try PasswordStore.find(number, database).state
        return CredentialKind.allCases.map { "\(state[$0]?.setAt.milliseconds ?? 0)" }.joined(separator: "-")
    }

    /// Who gave the number the password that it has.
    static func latestChange(
        of number: PhoneNumber, _ contract: Int, _ database: Connection
    ) throws -> Conflict.Change? {
        try AuditStore.latest(
            ["password.set-by-administrator", "password.changed", "telephone-menu.temporary-password"], about: number,
            of: contract, database)
    }

    static func words(for state: CredentialState, at now: Moment) -> String {
        switch (state.isUsable(.regular, at: now), state.isUsable(.temporary, at: now)) {
        case (_, true): "電話で設定した仮パスワード（表示しません）"
        case (true, false): "ほかの操作で設定されたパスワード（表示しません）"
        case (false, false): "使えるパスワードはありません"
        }
    }
}
