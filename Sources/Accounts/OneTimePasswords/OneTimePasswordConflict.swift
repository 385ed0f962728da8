import Crypto
import Encodings
import HTTP
import SQLite
import Shell
import Telephony

/// AUTH-13: another tab, the link in a mail or the operator has changed what a settings form shows.
enum OneTimePasswordConflict {
    /// What is set against each other.
    enum Shown: Sendable {
        case notUsed, used(MailAddress?), otherSecret
        /// Typed.
        case stopping, address(MailAddress), secret

        static func stored(_ setting: OneTimePasswordSetting?, beside typed: Shown) -> Shown {
            guard let setting, setting.isUsed else { return .notUsed }
            return if case .secret = typed { .otherSecret } else { .used(setting.address) }
        }

        /// What was typed, as a form sends it; nil for a secret, which is entered anew.
        fileprivate var sent: [(name: String, value: String)]? {
            switch self {
            case .address(let address): [(OneTimePasswordField.mailAddress.rawValue, address.text)]
            case .secret: nil
            default: []
            }
        }
    }

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

    /// The page that shows both; `path` is the form's own, which takes the choice.
    static func page(
        over field: OneTimePasswordField, typed: Shown, path: String, for visit: Visit<Person>, _ services: Services
    ) throws -> Response {
        let (setting, change) = try services.database.read { database in
            (
                try OneTimePasswordStore.find(visit.person.number, database),
                try AuditStore.latest(changes, about: visit.person.number, of: visit.person.contractID, database)
            )
        }
        let language = visit.language
        let settings = OneTimePasswordSettingsPage.path
        let answer: Conflict.Answer =
            // Without one-time passwords there is nothing that these forms could change.
            if setting?.isUsed != true { .anew(path: settings) } else {
                typed.sent == nil ? .anew(path: path) : .here(path: path, asksPassword: true)
            }
        let conflict = Conflict(
            change: change,
            rows: [
                Conflict.Row(
                    label: field.label(in: language), stored: Shown.stored(setting, beside: typed).text(in: language),
                    typed: typed.text(in: language),
                    sent: (typed.sent ?? []) + [("version", version(of: setting, services.key))])
            ],
            answer: answer, back: (settings, OneTimePasswords.settingsTitle(in: language)))
        return try services.conflictPage(conflict, for: visit)
    }

    private static let changes: [AuditEvent] = [
        "one-time-password.not-used", "one-time-password.registered", "one-time-password.address-changed",
        "one-time-password.id-changed", "one-time-password.confirmation-password-changed",
        "one-time-password.stopped", "one-time-password.reset",
    ]
}
