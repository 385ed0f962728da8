import Accounts
import Contracts
import Mustache
import SQLite
import Shell
import Telephony

/// 送信テスト: a mail to an address as it was typed, before it is set, so that its owner sees it arrive.
struct NumberTestMail: Sendable {
    let service: NumberService
    let kind: StaticString
    let event: AuditEvent

    /// - Parameter button: `test-1`.
    static func place(of button: String) -> Int? {
        guard button.hasPrefix("test-"), let place = Int(button.dropFirst(5)),
            (1...NumberAddresses.places).contains(place)
        else { return nil }
        return place
    }

    func press(
        _ button: String, _ draft: NumberDraft, of key: NumberKey, _ visit: Visit<Person>, _ services: Services
    ) async throws -> NumberFormRemark? {
        guard let place = Self.place(of: button) else { return nil }
        let address: MailAddress
        switch MailAddress.read(draft[NumberAddresses.field(place)]) {
        case .success(let read): address = read
        case .failure(let problems):
            return .refused(
                problems.all.map { NumberAddresses.Fault.address(place: place, $0).problem(in: visit.language) })
        }
        let (actor, mails) = (visit.actor, services.mails)
        let isSent = try await services.database.write { database in
            try write(to: address, of: key, by: actor, mails, database)
        }
        guard isSent else {
            return .refused([NumberAddresses.Fault.tooManyTests(place: place).problem(in: visit.language)])
        }
        let delay = try services.database.read { try Outbox.delayNotice(in: visit.language, $0, visit.now) }
        return NumberAddresses.tested(address, delay: delay, in: visit.language)
    }

    private func write(
        to address: MailAddress, of key: NumberKey, by actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws -> Bool {
        let sent = try NumberTestMailStore.count(
            of: event, about: key, since: actor.at - .hours(NumberAddresses.testMailHours), database)
        guard sent < NumberAddresses.testMailLimit else { return false }
        let view = NumberTestMailView(service: service, number: key.number, at: actor.at, language: mails.language)
        let mail = try mails.mail(kind, to: address, "NumberServices/test-mail", view)
        try OutboxStore.add(mail, of: key.contract, at: actor.at, database)
        try actor.audit(event, subject: key.number.digits, after: address.text, database)
        return true
    }
}

private struct NumberTestMailView: ViewModel {
    let service: NumberService
    let number: PhoneNumber
    let at: Moment
    let language: Language

    static let fields: ViewFields<NumberTestMailView> = [
        "serviceName": { .text($0.service.service.name(in: $0.language)) },
        "number": { .text($0.number.display) },
        "at": { .text($0.at.dateAndTimeText(in: $0.language)) },
    ]
}
