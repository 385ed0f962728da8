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

    /// The two forms, in the guide's order.
    enum Part: String, NumberFormPart {
        case service, addresses

        var groups: [NumberFormGroup] {
            switch self {
            case .service: [NumberFormGroup("service")]
            case .addresses: NumberAddresses.groups
            }
        }

        var events: [AuditEvent] {
            switch self {
            case .service: ["fax-mail.service"]
            case .addresses: ["fax-mail.address"]
            }
        }

        var template: String {
            switch self {
            case .service: "FaxMail/service"
            case .addresses: "FaxMail/addresses"
            }
        }
    }
}

/// The pages of fax mail, which are those of any service of numbers; the list of faxes is `ReceivedFaxPage`.
struct FaxMailForms: NumberForms {
    typealias Settings = FaxMail.Settings
    typealias Part = FaxMail.Part

    let services: Services
    let policy: FaxMailPolicy

    var service: NumberService { FaxMail.service }

    private static let test = NumberTestMail(
        service: FaxMail.service, kind: "fax-mail.test", event: "fax-mail.test")

    func settings(of key: NumberKey, _ database: Connection) throws -> Settings {
        try FaxMailStore.settings(of: key.number, in: key.contract, database)
    }

    func version(of part: Part, in settings: Settings) -> Int {
        switch part {
        case .service: settings.versions.service
        case .addresses: settings.versions.addresses
        }
    }

    func text(of field: String, in settings: Settings) -> String {
        field == "service" ? (settings.isOn ? "on" : "off") : settings.addresses.text(of: field) ?? ""
    }

    func read(
        _ draft: NumberDraft, _ part: Part, over stored: Settings, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> Result<Settings, NumberFormProblems> {
        let read =
            switch part {
            case .service: FaxMail.read(service: draft["service"], over: stored)
            case .addresses: FaxMail.read(addresses: { draft[NumberAddresses.field($0)] }, over: stored)
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
        }
        try FaxMailStore.keep(new, of: key.number, in: key.contract, database)
        var lines = NumberAuditLine.List()
        lines.compare("fax-mail.service", old.isOn ? "on" : "off", new.isOn ? "on" : "off")
        lines.compare("fax-mail.address", old.addresses, new.addresses)
        for line in lines.all {
            try actor.audit(line.event, subject: key.number.digits, before: line.before, after: line.after, database)
        }
    }

    func isOn(_ settings: Settings) -> Bool { settings.isOn }

    func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try FaxMailStore.countOn(of: contract, database)
    }

    func press(
        _ button: String, _ draft: NumberDraft, _ part: Part, of key: NumberKey, _ visit: Visit<Person>
    ) async throws -> NumberFormRemark? {
        guard part == .addresses else { return nil }
        return try await Self.test.press(button, draft, of: key, visit, services)
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
        switch part {
        case .service: NumberSwitchView(draft: draft, problems: problems, hasAddress: !settings.addresses.isEmpty)
        case .addresses: NumberAddressesView(draft: draft, problems: problems)
        }
    }

    func effects(
        _ old: Settings, _ new: Settings, _ part: Part, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> [NumberEffect] {
        [
            NumberEffect(
                label: FaxMail.mailsLabel(in: language), before: old.sentence(in: language),
                after: new.sentence(in: language))
        ]
    }

    func remarks(
        _ new: Settings, _ part: Part?, of key: NumberKey, in language: Language, _ database: Connection
    ) throws -> [String] {
        new.addresses.doubtful.map { NumberAddresses.doubt($0, in: language) }
    }

    func more(of number: PhoneNumber, in language: Language) -> [NumberMenuItem] {
        [
            NumberMenuItem(
                path: service.path("received", of: number), name: FaxMail.receivedTitle(in: language),
                words: FaxMail.receivedPurpose(in: language))
        ]
    }
}
