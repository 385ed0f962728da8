import Crypto
import HTTP
import SQLite
import Shell
import Telephony

/// AUTH-13: another tab, the link in a mail or the operator has changed what a settings form shows.
enum OneTimePasswordConflict {
    /// Another text for every other setting. It goes out with the form, so nothing that is stored can be told from it.
    static func version(of setting: OneTimePasswordSetting?, _ key: ServerKey) -> String {
        guard let setting else { return "0" }
        var facts = Array("\(setting.isUsed) \(setting.chosenAt.milliseconds) \(setting.address?.text ?? "")\0".utf8)
        if let secrets = setting.secrets { facts += secrets.idHash + secrets.password.hash }
        return Base64URL.encode(Array(key.derive("one-time password setting", facts).prefix(12)))
    }

    static func isOvertaken(_ visit: Visit<Person>, _ key: ServerKey, _ database: Connection) throws -> Bool {
        let setting = try OneTimePasswordStore.find(visit.person.number, database)
        return version(of: setting, key) != visit.form["version"]
    }

    /// Every form of the settings brings the version that it was shown with.
    static func requireVersion(_ form: Form) throws {
        guard form["version"] != nil else { throw FormProblem.malformed }
    }

    /// The page that shows both.
    /// - Parameters:
    ///   - path: the form's own, which takes the choice; a secret is entered there anew.
    ///   - sent: what was typed, as a form sends it; nil for a secret.
    static func page(
        _ row: (label: String, typed: String), sent: [(name: String, value: String)]?, path: String,
        for visit: Visit<Person>, _ services: Services
    ) throws -> Response {
        let (setting, change) = try services.database.read { database in
            (
                try OneTimePasswordStore.find(visit.person.number, database),
                try AuditStore.latest(changes, about: visit.person.number, of: visit.person.contractID, database)
            )
        }
        let version = version(of: setting, services.key)
        let answer: Conflict.Answer =
            switch sent {
            // Without one-time passwords there is nothing that these forms could change.
            case _ where setting?.isUsed != true: .anew(path: OneTimePasswordSettingsPage.path)
            case nil: .anew(path: path)
            case _?: .here(path: path, asksPassword: true)
            }
        let conflict = Conflict(
            change: change,
            rows: [
                Conflict.Row(
                    label: row.label, stored: words(for: setting, isSecret: sent == nil), typed: row.typed,
                    sent: (sent ?? []) + [("version", version)])
            ],
            answer: answer, back: (OneTimePasswordSettingsPage.path, "ワンタイムパスワードの設定"))
        return try services.conflictPage(conflict, for: visit)
    }

    private static func words(for setting: OneTimePasswordSetting?, isSecret: Bool) -> String {
        guard let setting, setting.isUsed else { return "ワンタイムパスワードを利用しない" }
        return isSecret ? "ほかの操作で変更されています（表示しません）" : "利用する（\(setting.address?.masked ?? "")）"
    }

    private static let changes: [AuditEvent] = [
        "one-time-password.not-used", "one-time-password.registered", "one-time-password.address-changed",
        "one-time-password.id-changed", "one-time-password.confirmation-password-changed",
        "one-time-password.stopped", "one-time-password.reset",
    ]
}
