import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension Emergency {
    static func feature(_ services: Services, monitor: LineMonitorPolicy) -> Feature<Person> {
        let page = EmergencyPage(services: services, monitor: monitor)
        return Feature(
            routes: [
                .page(.get, path, allowed: BulkForwarding.isOpen, page.show),
                .page(.post, path, allowed: BulkForwarding.isOpen, page.turn).urgent,
            ], banner: banner)
    }
}

/// 緊急の操作 (FWD-11): line, forwarding, the button and what callers hear, within the first screen of a telephone.
struct EmergencyPage: Sendable {
    let services: Services
    let monitor: LineMonitorPolicy

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func turn(_ visit: Visit<Person>) async throws -> Response {
        try await BulkForwardingServicePage(services: services).turn(visit, at: Emergency.path) { problem in
            try page(visit, problem)
        }
    }

    private func page(_ visit: Visit<Person>, _ problem: BulkForwardingProblem? = nil) throws -> Response {
        let view = try services.database.read { try self.view(visit, $0) }
        return try services.page(
            "Emergency/now", view, for: visit, problems: problem.map { [$0.problem(in: visit.language)] } ?? [])
    }

    private func view(_ visit: Visit<Person>, _ database: Connection) throws -> EmergencyView {
        let contract = visit.person.contractID
        let state = try BulkForwardingState.read(for: visit.person, in: visit.language, database)
        let rows = try BulkForwardingStore.rows(of: contract, matching: .everything, page: 1, database)
        let shown = Array(rows.prefix(Emergency.numbersShown))
        var outlook = try BulkForwardingStore.outlook(of: contract, database)
        outlook.add(shown)
        let facts = try FaultNotificationFacts.read(contract, monitor, at: visit.now, database)
        let hasLine = FaultNotification.isOpen(to: visit.person) && facts.isWatched
        return EmergencyView(
            state: state, rows: shown, outlook: outlook,
            line: hasLine ? FaultNotificationStateView(facts: facts, language: visit.language) : nil,
            condition: hasLine ? facts.condition : nil, language: visit.language)
    }
}

private struct EmergencyView: ViewModel {
    let state: BulkForwardingState
    let rows: [BulkForwarding.Row]
    let outlook: BulkForwardingOutlook
    let line: FaultNotificationStateView?
    let condition: LineCondition?
    let language: Language

    static let fields: ViewFields<EmergencyView> = [
        "state": { .object($0.state) },
        "line": { .object(ifAny: $0.line) },
        "hears": { view in
            .text(
                Emergency.hears(
                    view.state.tally, isOn: view.state.service.isOn, line: view.condition, in: view.language))
        },
        "numbers": { view in
            .list(view.rows.map { EmergencyNumberView(way: view.outlook.way(of: $0.number), row: $0, view.language) })
        },
        "more": { .object(ifAny: CountView($0.state.tally.numbers - $0.rows.count)) },
    ]
}

private struct EmergencyNumberView: ViewModel {
    let way: CallWay
    let row: BulkForwarding.Row
    let language: Language

    init(way: CallWay, row: BulkForwarding.Row, _ language: Language) {
        (self.way, self.row, self.language) = (way, row, language)
    }

    static let fields: ViewFields<EmergencyNumberView> = [
        "number": { .text($0.row.number.display) },
        "fate": { .text($0.way.words(in: $0.language)) },
    ]
}
