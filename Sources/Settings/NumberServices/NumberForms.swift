import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// A line of the check page about calls or mails: what becomes of them now, and what after the change.
struct NumberEffect: Sendable, Equatable {
    let label: String
    let before: String
    let after: String
}

/// What a service of numbers brings to the pages that all of them share: its number's state, and each form in the guide's
/// way: 入力 → 確認 → 完了.
protocol NumberForms: Sendable {
    associatedtype Part
    associatedtype Settings: NumberSettings where Settings.Part == Part

    var service: NumberService { get }
    var services: Services { get }

    func settings(of key: NumberKey, _ database: Connection) throws -> Settings
    /// What a control holds that shows what is stored.
    func text(of field: String, in settings: Settings) -> String
    /// What was typed, put over what is stored; or everything that is wrong with it, by the rules.
    func read(
        _ draft: NumberDraft, _ part: Part, over stored: Settings, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> Result<Settings, NumberFormProblems>
    /// Belongs into one transaction, as everything that follows a change.
    func store(_ settings: Settings, of key: NumberKey, _ database: Connection) throws
    /// What the trail says of a change.
    func auditLines(from old: Settings, to new: Settings) -> [NumberAuditLine]
    /// Tells of a change whom it concerns; nobody unless said otherwise.
    func tell(
        _ new: Settings, over old: Settings, of key: NumberKey, by actor: Actor, _ database: Connection
    ) throws

    // MARK: What pages show

    /// On lists and menus: what is in force.
    func summary(of settings: Settings, in language: Language) -> String
    /// Whether the number's service does something.
    func isOn(_ settings: Settings) -> Bool
    /// How many numbers of the contract have it on.
    func countOn(of contract: Int, _ database: Connection) throws -> Int
    /// Of the number's first page.
    func state(_ settings: Settings, of key: NumberKey, at now: Moment, in language: Language, _ database: Connection)
        throws -> any ViewModel
    /// The form's own controls.
    func input(
        _ draft: NumberDraft, _ problems: [Problem], of part: Part, _ settings: Settings, in language: Language
    ) -> any ViewModel
    func label(of group: String, in language: Language) -> String
    func words(of group: String, in settings: Settings, _ language: Language) -> String
    /// What the change does.
    func effects(
        _ old: Settings, _ new: Settings, _ part: Part, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> [NumberEffect]
    /// What one should know before the change.
    func remarks(
        _ new: Settings, _ part: Part?, of key: NumberKey, in language: Language, _ database: Connection
    ) throws -> [String]
    func done(_ new: Settings, _ part: Part, in language: Language) -> Notice
    /// What else can be done about the number, behind the forms on its menu.
    func more(of number: PhoneNumber, in language: Language) -> [NumberMenuItem]

    /// What another button of the form does, such as 送信テスト; nil: there is no such button.
    func press(
        _ button: String, _ draft: NumberDraft, _ part: Part, of key: NumberKey, _ visit: Visit<Person>
    ) async throws -> NumberFormRemark?
}

extension NumberForms {
    /// Writes the change with its audit lines and mails; belongs into one transaction.
    func keep(
        _ new: Settings, over old: Settings, _ part: Part, of key: NumberKey, by actor: Actor, _ database: Connection
    ) throws {
        var new = new
        new.versions.raise(part)
        try store(new, of: key, database)
        for line in auditLines(from: old, to: new) {
            try actor.audit(line.event, subject: key.number.digits, before: line.before, after: line.after, database)
        }
        try tell(new, over: old, of: key, by: actor, database)
    }

    func tell(
        _ new: Settings, over old: Settings, of key: NumberKey, by actor: Actor, _ database: Connection
    ) throws {}

    func press(
        _ button: String, _ draft: NumberDraft, _ part: Part, of key: NumberKey, _ visit: Visit<Person>
    ) async throws -> NumberFormRemark? { nil }

    func more(of number: PhoneNumber, in language: Language) -> [NumberMenuItem] { [] }
}

struct NumberFormProblems: Error, Sendable, Equatable {
    let all: [Problem]
}

/// What the form says after one of its other buttons.
enum NumberFormRemark: Sendable {
    case said(heading: String, sentence: String)
    case refused([Problem])
}
