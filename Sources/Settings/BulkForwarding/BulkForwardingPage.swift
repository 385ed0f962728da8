import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension BulkForwarding {
    static let serviceName = "bulkForwarding"

    /// AUTH-3, for contracts that have the service.
    static func isOpen(to person: Person) -> Bool {
        person.actsForContract && person.has(serviceName)
    }

    static func feature(
        _ services: Services, destinations policy: Destination.Policy, overview: Overview
    ) -> Feature<Person> {
        Feature(
            routes: routes(services, policy), vocabulary: vocabulary, banner: overview.banner)
    }

    private static func routes(_ services: Services, _ policy: Destination.Policy) -> [SiteRoute<Person>] {
        let list = BulkForwardingPage(services: services, destinations: policy)
        let many = BulkForwardingManyPage(services: services, destinations: policy, list: list)
        let service = BulkForwardingServicePage(services: services)
        let file = BulkForwardingImportKind(services: services, destinations: policy)
        let history = BulkForwardingHistoryPage(services: services)
        return [
            page(.get, "/bulk-forwarding", list.show).kept,
            page(.post, "/bulk-forwarding", list.save),
            page(.post, BulkForwardingMany.path, many.save),
            page(.get, "/bulk-forwarding/service", service.show),
            page(.post, "/bulk-forwarding/service", service.turn).urgent,
            page(.get, "/bulk-forwarding/export.csv", file.export),
            page(.get, "/bulk-forwarding/history", history.show),
            page(.post, BulkForwardingHistoryPage.undoPath, history.undo),
        ] + ImportPage(file).routes
    }

    private static func page(
        _ method: Method, _ path: String,
        _ handler: @escaping @Sendable (Visit<Person>) async throws -> Response
    ) -> SiteRoute<Person> {
        .page(method, path, allowed: isOpen, handler)
    }
}

/// 転送先電話番号の設定: 32 numbers at a time, each destination edited where it stands.
struct BulkForwardingPage: Sendable {
    let services: Services
    let destinations: Destination.Policy

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit)
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let form = try BulkForwardingListForm(visit.form)
        let (monitorNumber, isOn) = try services.database.read { database in
            (
                try ContractsStore.monitorNumber(of: visit.person.contractID, database),
                try BulkForwardingStore.service(of: visit.person.contractID, database).isOn
            )
        }
        let (edits, refused) = form.read(monitorNumber: monitorNumber, policy: destinations)
        guard refused.isEmpty, visit.form["revise"] == nil else { return try page(visit, form, refused) }
        let (contract, actor, mails) = (visit.person.contractID, visit.actor, services.mails)
        let agreed = visit.form["agreed"]
        let outcome = try await services.database.write { database in
            try BulkForwardingChangeStore.save(
                edits, agreed: agreed, of: contract, by: actor, telling: mails, database)
        }
        switch outcome {
        case .saved(let saved): return done(saved, isOn: isOn, visit)
        case .refused(let refused): return try page(visit, form, refused)
        case .conflict(let rows): return try conflict(visit, form, rows)
        case .asks(let consequence): return try check(visit, form, consequence)
        case .foreignNumber: throw PageRefusal.notFound
        }
    }

    private func done(_ saved: BulkForwarding.Saved, isOn: Bool, _ visit: Visit<Person>) -> Response {
        let done = saved.change.map { BulkForwarding.Done.saved(change: $0, saved, isOn: isOn) } ?? .nothing
        return .done(done.notice(in: visit.language), at: address(visit))
    }

    /// Both ways end here: the list as it is stored, or with what was typed and what is wrong with it.
    func page(
        _ visit: Visit<Person>, _ form: BulkForwardingListForm? = nil,
        _ refused: [PhoneNumber: BulkForwardingRefusal] = [:], many: BulkForwardingMany? = nil,
        problems others: [BulkForwardingProblem] = []
    ) throws -> Response {
        let address = BulkForwardingAddress(visit.query)
        let list = try services.database.read { database in
            try BulkForwardingList.read(address, of: visit.person, database)
        }
        let view = BulkForwardingListView(
            list: list, person: visit.person, language: visit.language, destinations: destinations, form: form,
            refused: refused, many: many, problems: others.map { $0.problem(in: visit.language) })
        var problems =
            others
            + (form?.entries ?? []).compactMap { entry in
                refused[entry.number].map { BulkForwardingProblem.destination($0, of: entry.number) }
            }
        if address.search == nil { problems.append(.search) }
        return try services.page(
            "BulkForwarding/list", view, for: visit, problems: problems.map { $0.problem(in: visit.language) })
    }

    /// FWD-13, FWD-14: what it does to calls is seen before it is done.
    private func check(
        _ visit: Visit<Person>, _ form: BulkForwardingListForm, _ consequence: BulkForwardingConsequence
    ) throws -> Response {
        let service = try services.database.read { database in
            try BulkForwardingStore.service(of: visit.person.contractID, database)
        }
        let view = BulkForwardingCheckView(
            consequence: consequence, language: visit.language, path: address(visit),
            kept: form.entries.flatMap(\.sent), back: address(visit), canRevise: true,
            serviceVersion: service.version)
        return try services.page("BulkForwarding/check", view, for: visit)
    }

    /// AUTH-13: shows both and lets the person choose.
    private func conflict(
        _ visit: Visit<Person>, _ form: BulkForwardingListForm, _ rows: [BulkForwarding.Row]
    ) throws -> Response {
        let latest = try services.database.read { database in
            try BulkForwardingHistoryStore.latest(of: visit.person.contractID, database)
        }
        return try services.conflictPage(
            BulkForwarding.conflict(form, rows, latest, path: address(visit), in: visit.language), for: visit)
    }

    /// Of the list as the person sees it.
    private func address(_ visit: Visit<Person>) -> String {
        BulkForwardingAddress.path + BulkForwardingAddress(visit.query).query
    }
}
