import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension IncomingCallMail {
    static let service = NumberService(service: .incomingCallMail, path: "/incoming-call-mail")

    static func feature(_ forms: IncomingCallMailForms) -> Feature<Person> {
        let mails = forms.services.mails
        return Feature(
            routes: forms.routes(), vocabulary: vocabulary,
            duties: [
                Duty("incoming-call mail", every: IncomingCallMailPaceStore.interval) { services in
                    let now = services.now()
                    try await services.database.write {
                        try IncomingCallMailPaceStore.closeOver(at: now, mails: mails, $0)
                    }
                }
            ])
    }
}

/// The pages of incoming-call mail, which are those of any service of numbers.
struct IncomingCallMailForms: MailingForms {
    typealias Settings = IncomingCallMail.Settings
    typealias Part = IncomingCallMail.Part

    let services: Services

    var service: NumberService { IncomingCallMail.service }

    static let test = NumberTestMail(
        service: IncomingCallMail.service, kind: "incoming-call-mail.test", event: "incoming-call-mail.test")

    func settings(of key: NumberKey, _ database: Connection) throws -> Settings {
        try IncomingCallMailStore.settings(of: key.number, in: key.contract, database)
    }

    func text(of field: String, in settings: Settings) -> String {
        switch field {
        case "when": settings.when.rawValue
        case "who": settings.who.rawValue
        case "withheld": settings.tellsWithheld ? "1" : ""
        case "callers":
            settings.listed.map { $0.number?.display ?? $0.text }.joined(separator: "\n")
        default: settings.mailing.text(of: field) ?? ""
        }
    }

    func read(
        _ draft: NumberDraft, _ part: Part, over stored: Settings, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> Result<Settings, NumberFormProblems> {
        if let form = NumberMailing.Form(rawValue: part.rawValue) {
            return read(draft, form, over: stored, in: language)
        }
        let read =
            part == .list
            ? IncomingCallMail.read(list: draft["callers"], over: stored)
            : IncomingCallMail.read(when: draft["when"], who: draft["who"], withheld: draft["withheld"], over: stored)
        return read.mapError { problems in NumberFormProblems(all: problems.all.map { $0.problem(in: language) }) }
    }

    func store(_ settings: Settings, of key: NumberKey, _ database: Connection) throws {
        try IncomingCallMailStore.keep(settings, of: key.number, in: key.contract, database)
    }

    func mailsLabel(in language: Language) -> String { IncomingCallMail.mailsLabel(in: language) }

    func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try IncomingCallMailStore.countOn(of: contract, database)
    }
}

extension IncomingCallMailForms {
    /// What the trail says of a change, a line for each thing that is another.
    func auditLines(from old: Settings, to new: Settings) -> [NumberAuditLine] {
        var lines = NumberAuditLine.List()
        lines.compare(
            service: "incoming-call-mail.service", address: "incoming-call-mail.address", old.mailing, new.mailing)
        lines.compare("incoming-call-mail.when", old.when.rawValue, new.when.rawValue)
        lines.compare("incoming-call-mail.who", old.who.rawValue, new.who.rawValue)
        lines.compare(
            "incoming-call-mail.withheld", old.tellsWithheld ? "on" : "off", new.tellsWithheld ? "on" : "off")
        for pattern in old.listed where !new.listed.contains(pattern) {
            lines.compare("incoming-call-mail.unlisted", pattern.text, nil)
        }
        for pattern in new.listed where !old.listed.contains(pattern) {
            lines.compare("incoming-call-mail.listed", nil, pattern.text)
        }
        return lines.all
    }
}
