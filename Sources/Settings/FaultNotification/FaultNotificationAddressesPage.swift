import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 送信先メールアドレス設定 with 送信テスト (FAULT-4).
struct FaultNotificationAddressesPage: Sendable {
    let services: Services
    let monitor: LineMonitorPolicy

    static let path = "/fault-notification/addresses"
    /// So many test mails in a quarter of an hour: each address once.
    private static let mostTests = FaultNotification.addressLimit
    private static let testPeriod: Duration = .minutes(15)

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit, try stored(visit))
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let form = try FaultNotificationAddressesForm(visit.form)
        if let test = visit.form["test"] { return try await sendTest(visit, form, to: test) }
        let (recipients, problems) = form.read()
        guard problems.isEmpty else { return try page(visit, form, problems) }
        let actor = visit.forwardingActor
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.saveAddresses(
                recipients, shownVersion: form.version, by: actor, database)
        }
        switch outcome {
        case .saved: return .done(.changed(Self.effect(recipients)), at: Self.path)
        case .unchanged: return .done(.unchanged, at: Self.path)
        case .conflict: return try conflict(visit, form)
        case .refused(let problem): return try page(visit, form, [problem])
        }
    }

    /// What is in force now, and at which hours nobody would hear of a fault.
    private static func effect(_ recipients: [FaultNotification.Recipient]) -> [String] {
        let count = recipients.count(where: \.isTicked)
        guard count > 0 else { return ["お知らせメールの送信先はありません。"] }
        let uncovered = FaultNotificationHours.uncovered(by: recipients)
        return ["お知らせメールを\(count)件のメールアドレスへ送信します。"]
            + (uncovered.isEmpty ? [] : ["\(uncovered.words)に受信する送信先がありません。この時間帯の故障・回復は、メールで届きません。"])
    }

    // MARK: 送信テスト

    /// To the address as it was typed, before it is set: so the guide has it. What was typed stays on the page.
    private func sendTest(_ visit: Visit<Person>, _ form: FaultNotificationAddressesForm, to test: String) async throws
        -> Response
    {
        guard let place = form.places.first(where: { "\($0.number)" == test }) else { throw FormProblem.malformed }
        let (field, label) = ("address-\(place.number)", FaultNotificationAddressesForm.label(place.number))
        let address: MailAddress
        switch MailAddress.read(place.typed) {
        case .success(let read): address = read
        case .failure(let faults):
            return try page(
                visit, form, faults.all.map { Problem(field, $0.sentence(naming: label, in: visit.language)) })
        }
        let (services, monitor, actor) = (services, monitor, visit.forwardingActor)
        let isSent = try await services.database.write { database in
            try Self.write(to: address, at: place.number, by: actor, services, monitor, database)
        }
        guard isSent else {
            let sentence = "送信テストは15分間に\(Self.mostTests)回までです。しばらくしてから、もう一度お試しください。"
            return try page(visit, form, [Problem(field, sentence)])
        }
        return try page(visit, form, tested: address)
    }

    private static func write(
        to address: MailAddress, at place: Int, by actor: BulkForwarding.Actor, _ services: Services,
        _ monitor: LineMonitorPolicy,
        _ database: Connection
    ) throws -> Bool {
        let sent = try FaultNotificationStore.countOfTestMails(
            of: actor.contract, since: actor.at - testPeriod, database)
        guard sent < mostTests, let contract = try FaultNotificationStore.contractFacts(of: actor.contract, database)
        else { return false }
        let view = FaultNotificationMail(
            try FaultNotificationStore.settings(of: actor.contract, database), contract,
            monitorNumber: try BulkForwardingStore.monitorNumber(of: actor.contract, database), at: actor.at,
            monitor)
        let mail = try services.mails.mail("fault-notification.test", to: address, "FaultNotification/test-mail", view)
        try OutboxStore.add(mail, of: actor.contract, at: actor.at, database)
        try AuditStore.write(
            actor.entry("fault-notification.test", subject: "\(place)", after: address.text), database)
        return true
    }

    // MARK: Pages

    private func stored(_ visit: Visit<Person>) throws -> FaultNotificationAddressesForm {
        try services.database.read { database in
            FaultNotificationAddressesForm(
                try FaultNotificationStore.recipients(of: visit.person.contractID, database),
                version: try FaultNotificationStore.settings(of: visit.person.contractID, database).addressesVersion)
        }
    }

    private func page(
        _ visit: Visit<Person>, _ form: FaultNotificationAddressesForm, _ problems: [Problem] = [],
        tested: MailAddress? = nil
    ) throws -> Response {
        let view = FaultNotificationAddressesView(
            form: form, problems: problems, tested: tested,
            delay: tested == nil
                ? nil : try services.database.read { try Outbox.delayNotice(in: visit.language, $0, visit.now) })
        return try services.page("FaultNotification/addresses", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ form: FaultNotificationAddressesForm) throws -> Response {
        let stored = try stored(visit)
        let view = FaultNotificationConflictView(
            name: "送信先メールアドレス設定", action: Self.path,
            rows: zip(stored.places, form.places).map { stored, typed in
                .init(
                    FaultNotificationAddressesForm.label(typed.number),
                    stored: FaultNotificationAddressesForm.words(stored),
                    typed: FaultNotificationAddressesForm.words(typed))
            },
            kept: form.fields(version: stored.version))
        return try services.page("FaultNotification/conflict", view, for: visit, status: .conflict)
    }
}
