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
struct IncomingCallMailForms: NumberForms {
    typealias Settings = IncomingCallMail.Settings
    typealias Part = IncomingCallMail.Part

    let services: Services

    var service: NumberService { IncomingCallMail.service }

    private static let test = NumberTestMail(
        service: IncomingCallMail.service, kind: "incoming-call-mail.test", event: "incoming-call-mail.test")

    func settings(of key: NumberKey, _ database: Connection) throws -> Settings {
        try IncomingCallMailStore.settings(of: key.number, in: key.contract, database)
    }

    func version(of part: Part, in settings: Settings) -> Int {
        switch part {
        case .service: settings.versions.service
        case .addresses: settings.versions.addresses
        case .conditions: settings.versions.conditions
        case .list: settings.versions.list
        }
    }

    func text(of field: String, in settings: Settings) -> String {
        switch field {
        case "service": settings.isOn ? "on" : "off"
        case "when": settings.when.rawValue
        case "who": settings.who.rawValue
        case "withheld": settings.tellsWithheld ? "1" : ""
        case "callers":
            settings.listed.map { $0.number?.display ?? $0.text }.joined(separator: "\n")
        default: settings.addresses.text(of: field) ?? ""
        }
    }

    func read(
        _ draft: NumberDraft, _ part: Part, over stored: Settings, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> Result<Settings, NumberFormProblems> {
        let read =
            switch part {
            case .service: IncomingCallMail.read(service: draft["service"], over: stored)
            case .addresses:
                IncomingCallMail.read(addresses: { draft[NumberAddresses.field($0)] }, over: stored)
            case .conditions:
                IncomingCallMail.read(
                    when: draft["when"], who: draft["who"], withheld: draft["withheld"], over: stored)
            case .list: IncomingCallMail.read(list: draft["callers"], over: stored)
            }
        return read.mapError { problems in NumberFormProblems(all: problems.all.map { $0.problem(in: language) }) }
    }

    func keep(
        _ new: Settings, over old: Settings, _ part: Part, of key: NumberKey, by actor: Actor, _ database: Connection
    ) throws {
        var new = new
        switch part {
        case .service: new.versions.service += 1
        case .addresses: new.versions.addresses += 1
        case .conditions: new.versions.conditions += 1
        case .list: new.versions.list += 1
        }
        try IncomingCallMailStore.keep(new, of: key.number, in: key.contract, database)
        for line in IncomingCallMail.auditLines(from: old, to: new) {
            try actor.audit(line.event, subject: key.number.digits, before: line.before, after: line.after, database)
        }
    }

    func isOn(_ settings: Settings) -> Bool { settings.isOn }

    func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try IncomingCallMailStore.countOn(of: contract, database)
    }

    func press(
        _ button: String, _ draft: NumberDraft, _ part: Part, of key: NumberKey, _ visit: Visit<Person>
    ) async throws -> NumberFormRemark? {
        guard part == .addresses else { return nil }
        return try await Self.test.press(button, draft, of: key, visit, services)
    }
}

extension IncomingCallMail {
    /// What the trail says of a change, a line for each thing that is another.
    static func auditLines(from old: Settings, to new: Settings) -> [NumberAuditLine] {
        var lines = NumberAuditLine.List()
        lines.compare("incoming-call-mail.service", old.isOn ? "on" : "off", new.isOn ? "on" : "off")
        lines.compare("incoming-call-mail.address", old.addresses, new.addresses)
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
