import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension FaxMail {
    static let service = NumberService(service: .faxMail, path: "/fax-mail")

    static func feature(_ forms: FaxMailForms) -> Feature<Person> {
        let (keptDays, spool) = (forms.policy.keptDays, forms.policy.spool)
        let intake = FaxIntake(forms.policy, mails: forms.services.mails, key: forms.services.key)
        return Feature(
            routes: forms.routes() + ReceivedFaxPage(forms: forms).routes, vocabulary: vocabulary,
            duties: spool.map { [FaxSpool(folder: $0, intake: intake).duty] } ?? [],
            forgetOld: { now, database in
                try ReceivedFaxStore.forget(receivedBefore: now - .days(keptDays), database)
            })
    }
}

/// The pages of fax mail, which are those of any service of numbers; the list of faxes is `ReceivedFaxPage`.
struct FaxMailForms: MailingForms {
    typealias Settings = FaxMail.Settings
    typealias Part = FaxMail.Part

    let services: Services
    let policy: FaxMailPolicy

    var service: NumberService { FaxMail.service }

    static let test = NumberTestMail(
        service: FaxMail.service, kind: "fax-mail.test", event: "fax-mail.test")

    func settings(of key: NumberKey, _ database: Connection) throws -> Settings {
        try FaxMailStore.settings(of: key.number, in: key.contract, database)
    }

    func text(of field: String, in settings: Settings) -> String { settings.mailing.text(of: field) ?? "" }

    func read(
        _ draft: NumberDraft, _ part: Part, over stored: Settings, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> Result<Settings, NumberFormProblems> {
        read(draft, part.form, over: stored, in: language)
    }

    func store(_ settings: Settings, of key: NumberKey, _ database: Connection) throws {
        try FaxMailStore.keep(settings, of: key.number, in: key.contract, database)
    }

    func auditLines(from old: Settings, to new: Settings) -> [NumberAuditLine] {
        var lines = NumberAuditLine.List()
        lines.compare(service: "fax-mail.service", address: "fax-mail.address", old.mailing, new.mailing)
        return lines.all
    }

    func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try FaxMailStore.countOn(of: contract, database)
    }

    // MARK: What pages show

    func state(
        _ settings: Settings, of key: NumberKey, at now: Moment, in language: Language, _ database: Connection
    ) throws -> any ViewModel {
        let unread = try ReceivedFaxStore.countUnread(of: key, database)
        return NumberRowsView(
            rows: Part.allCases.flatMap(\.groups).map { group in
                .init(
                    label: label(of: group.name, in: language), text: words(of: group.name, in: settings, language))
            } + [.init(label: FaxMail.unreadLabel(in: language), text: FaxMail.count(unread, in: language))])
    }

    func input(
        _ draft: NumberDraft, _ problems: [Problem], of part: Part, _ settings: Settings, in language: Language
    ) -> any ViewModel {
        settings.mailing.input(part.form, draft, problems)
    }

    func mailsLabel(in language: Language) -> String { FaxMail.mailsLabel(in: language) }

    func more(of number: PhoneNumber, in language: Language) -> [NumberMenuItem] {
        [
            NumberMenuItem(
                path: service.path("received", of: number), name: FaxMail.receivedTitle(in: language),
                words: FaxMail.receivedPurpose(in: language))
        ]
    }
}
