import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 送信先メールアドレス設定 with 送信テスト (FAULT-4).
struct FaultNotificationAddressesPage: Sendable {
    let services: Services
    let policy: FaultNotificationPolicy

    private static let form = FaultNotificationForm.addresses

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit, try stored(visit))
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let form = try FaultNotificationAddressesForm(visit.form, stored: try stored(visit))
        if let test = visit.form["test"] { return try await sendTest(visit, form, to: test) }
        let (recipients, problems) = form.read()
        guard problems.isEmpty else { return try page(visit, form, problems.map { $0.problem(in: visit.language) }) }
        let (contract, actor) = (visit.person.contractID, visit.actor)
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.saveAddresses(
                recipients, of: contract, shownVersion: form.version, by: actor, database)
        }
        switch outcome {
        case .saved:
            let effects = FaultNotificationEffect.of(recipients).map { $0.sentence(in: visit.language) }
            return .done(.changed(effects), at: Self.form.path)
        case .unchanged: return Self.form.unchanged(visit.form, in: visit.language)
        case .conflict: return try conflict(visit, form)
        case .refused(let refusal): return try page(visit, form, [refusal.problem(in: visit.language)])
        }
    }

    // MARK: 送信テスト

    /// To the address as it was typed, before it is set: so the guide has it. What was typed stays on the page.
    private func sendTest(_ visit: Visit<Person>, _ form: FaultNotificationAddressesForm, to test: String) async throws
        -> Response
    {
        guard let place = form.places.first(where: { "\($0.number)" == test }) else { throw FormProblem.malformed }
        let address: MailAddress
        switch MailAddress.read(place.typed) {
        case .success(let read): address = read
        case .failure(let faults):
            let problems = faults.all.map { FaultNotificationProblem.address(place: place.number, $0) }
            return try page(visit, form, problems.map { $0.problem(in: visit.language) })
        }
        let (mails, policy, contract, actor) = (services.mails, policy, visit.person.contractID, visit.actor)
        let isSent = try await services.database.write { database in
            try Self.write(to: address, at: place.number, of: contract, by: actor, mails, policy, database)
        }
        guard isSent else {
            let refusal = FaultNotificationRefusal.tooManyTests(place: place.number)
            return try page(visit, form, [refusal.problem(in: visit.language)])
        }
        return try page(visit, form, tested: address)
    }

    private static func write(
        to address: MailAddress, at place: Int, of contract: Int, by actor: Actor, _ mails: MailTemplates,
        _ policy: FaultNotificationPolicy, _ database: Connection
    ) throws -> Bool {
        let sent = try OutboxStore.count(
            of: FaultNotificationMail.test, for: contract,
            since: actor.at - .minutes(FaultNotification.testMailMinutes), database)
        guard sent < FaultNotification.testMailLimit,
            let facts = try ContractsStore.find(id: contract, database)
        else { return false }
        let view = FaultNotificationMail(
            try FaultNotificationStore.settings(of: contract, database), facts,
            monitorNumber: try ContractsStore.monitorNumber(of: contract, database), at: actor.at, policy,
            mails.language)
        let mail = try mails.mail(FaultNotificationMail.test, to: address, "FaultNotification/test-mail", view)
        try OutboxStore.add(mail, of: contract, at: actor.at, database)
        try actor.audit("fault-notification.test", subject: "\(place)", after: address.text, database)
        return true
    }

    // MARK: Pages

    private func stored(_ visit: Visit<Person>) throws -> FaultNotificationAddressesForm {
        try services.database.read { try Self.stored(visit.person.contractID, $0) }
    }

    private static func stored(_ contract: Int, _ database: Connection) throws -> FaultNotificationAddressesForm {
        FaultNotificationAddressesForm(
            try FaultNotificationStore.recipients(of: contract, database),
            version: try FaultNotificationStore.settings(of: contract, database).addressesVersion)
    }

    private func page(
        _ visit: Visit<Person>, _ form: FaultNotificationAddressesForm, _ problems: [Problem] = [],
        tested: MailAddress? = nil
    ) throws -> Response {
        let view = FaultNotificationAddressesView(
            form: form, problems: problems, tested: tested,
            delay: tested == nil
                ? nil : try services.database.read { try Outbox.delayNotice(in: visit.language, $0, visit.now) },
            language: visit.language)
        return try services.page("FaultNotification/addresses", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ form: FaultNotificationAddressesForm) throws -> Response {
        let contract = visit.person.contractID
        let conflict = try services.database.read { database in
            let stored = try Self.stored(contract, database)
            return try Self.form.conflict(
                form.conflict(with: stored, in: visit.language), version: stored.version, of: contract,
                in: visit.language, database)
        }
        return try services.conflictPage(conflict, for: visit)
    }
}
