import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The settings of a service that tells by mail.
protocol MailingSettings: NumberSettings {
    var mailing: NumberMailing { get set }

    /// What is told, and to how many.
    func sentence(in language: Language) -> String
}

extension MailingSettings {
    var isOn: Bool { mailing.isOn }
    var addresses: [NumberAddresses.Place] { mailing.addresses }
}

/// The pages of such a service: 開始／停止 and the addresses with their 送信テスト.
protocol MailingForms: NumberForms where Settings: MailingSettings {
    static var test: NumberTestMail { get }

    /// Before what is told, on the check page.
    func mailsLabel(in language: Language) -> String
}

extension MailingForms {
    func isOn(_ settings: Settings) -> Bool { settings.isOn }

    func read(
        _ draft: NumberDraft, _ form: NumberMailing.Form, over stored: Settings, in language: Language
    ) -> Result<Settings, NumberFormProblems> {
        let read =
            switch form {
            case .service: stored.mailing.read(service: draft[form.rawValue])
            case .addresses: stored.mailing.read { draft[NumberAddresses.field($0)] }
            }
        return read.map { mailing in
            var settings = stored
            settings.mailing = mailing
            return settings
        }.mapError { problems in NumberFormProblems(all: problems.all.map { $0.problem(in: language) }) }
    }

    func press(
        _ button: String, _ draft: NumberDraft, _ part: Part, of key: NumberKey, _ visit: Visit<Person>
    ) async throws -> NumberFormRemark? {
        guard NumberMailing.Form(rawValue: part.rawValue) == .addresses else { return nil }
        return try await Self.test.press(button, draft, of: key, visit, services)
    }

    /// Who is told of what, before and after.
    func effects(
        _ old: Settings, _ new: Settings, _ part: Part, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> [NumberEffect] {
        [
            NumberEffect(
                label: mailsLabel(in: language), before: old.sentence(in: language), after: new.sentence(in: language))
        ]
    }

    func remarks(
        _ new: Settings, _ part: Part?, of key: NumberKey, in language: Language, _ database: Connection
    ) throws -> [String] {
        new.addresses.doubtful.map { NumberAddresses.doubt($0, in: language) }
    }
}

extension NumberMailing {
    /// The controls of one of the two forms.
    func input(
        _ form: Form, _ draft: NumberDraft, _ problems: [Shell.Problem]
    ) -> any ViewModel {
        switch form {
        case .service: NumberSwitchView(draft: draft, problems: problems, hasAddress: !addresses.isEmpty)
        case .addresses: NumberAddressesView(draft: draft, problems: problems)
        }
    }
}
