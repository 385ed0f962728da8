import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// お申し込み履歴 (OHIST-1).
struct OrderListPage: Sendable {
    let desk: OrderDesk

    static let path = "/orders"
    /// Of a service that is not there yet.
    static let newPath = path + "/new"
    private static let mostInFile = 100_000

    private var services: Services { desk.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let search = OrderSearch(visit.query)
        let problems = OrderListView.problems(search, in: visit.language)
        let orders = try problems.isEmpty ? find(search, visit, atMost: OrderSearch.perPage + 1) : []
        let drafts =
            try search.before == nil
            ? services.database.read { try OrderDraftsPage(desk: desk).newest(visit, $0) } : nil
        let view = OrderListView(
            search: search, orders: orders, drafts: drafts, problems: problems, policy: desk.policy,
            language: visit.language)
        return try services.page("Orders/list", view, for: visit, problems: problems)
    }

    private func find(_ search: OrderSearch, _ visit: Visit<Employee>, atMost count: Int) throws -> [Order] {
        guard let begin = search.from, let end = search.to else { return [] }
        return try services.database.read {
            try OrderListStore.orders(
                search, from: begin, to: end, of: visit.person.company, in: visit.person.rights.scope,
                atMost: count, $0)
        }
    }

    func export(_ visit: Visit<Employee>) async throws -> Response {
        let search = OrderSearch(visit.query)
        let bytes = try await services.work.files.run { [self] in
            OrderFile.bytes(try find(search, visit, atMost: Self.mostInFile), desk.policy, in: visit.language)
        }
        return .csv(bytes, OrderFile.name(in: visit.language), plainName: "orders.csv")
    }
}

struct OrderListView: ViewModel {
    let search: OrderSearch
    /// One more than are shown, if there are more.
    let orders: [Order]
    /// On the first page only.
    let drafts: OrderDraftTableView?
    let problems: [Problem]
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<OrderListView> = [
        "q": { .object(FieldView("q", $0.search.words, $0.problems)) },
        "contract": { .object(FieldView("contract", $0.search.contract, $0.problems)) },
        "from": { .object(FieldView("from", $0.search.typedFrom, $0.problems)) },
        "to": { .object(FieldView("to", $0.search.typedTo, $0.problems)) },
        "services": { view in
            .list(
                OrderedService.allCases.map {
                    OptionView(
                        value: $0.rawValue, name: view.policy.name(of: $0), isChosen: $0 == view.search.service)
                })
        },
        "states": { view in
            .list(
                OrderState.allCases.filter { $0 != .draft }.map {
                    OptionView(value: $0.rawValue, name: $0.name(in: view.language), isChosen: $0 == view.search.state)
                })
        },
        "isNarrowed": { .flag($0.search.isNarrowed) },
        "isEmpty": { .flag($0.orders.isEmpty) },
        "table": { $0.orders.isEmpty ? .absent : .object($0) },
        "rows": { view in
            .list(view.shown.map { OrderRowView(order: $0, policy: view.policy, language: view.language) })
        },
        "drafts": { .object(ifAny: $0.drafts) },
        "isFirst": { .flag($0.search.before == nil) },
        "first": { .text(OrderListPage.path + $0.search.query()) },
        "older": { view in
            .text(
                ifAny: view.orders.count > OrderSearch.perPage
                    ? view.shown.last.map { OrderListPage.path + view.search.query(before: $0.number) } : nil)
        },
        "export": { .text("\(OrderListPage.path)/export.csv" + $0.search.query()) },
    ]

    private var shown: [Order] { Array(orders.prefix(OrderSearch.perPage)) }
}

/// A row of お申し込み履歴, and of the dashboard.
struct OrderRowView: ViewModel {
    let order: Order
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<OrderRowView> = [
        "number": { .text($0.order.number.text) },
        "contract": { .text($0.order.contract.text) },
        "service": { .text($0.policy.name(of: $0.order.service)) },
        "kind": { .text($0.order.kind.name(in: $0.language)) },
        "appliedAt": { .text($0.order.appliedAt.dateAndTimeText(in: $0.language)) },
        "appliedISO": { .text($0.order.appliedAt.machineText) },
        "openingDay": { .text($0.order.openingDay.text(in: $0.language)) },
        "state": { .object(OrderStateView(state: $0.order.state, language: $0.language)) },
        "mayRepeat": { .flag($0.order.state == .failed) },
    ]
}

/// A state in words and a sign.
struct OrderStateView: ViewModel {
    let state: OrderState
    let language: Language

    static let fields: ViewFields<OrderStateView> = [
        "name": { .text($0.state.name(in: $0.language)) },
        "isFailed": { .flag($0.state == .failed) },
        "isDone": { .flag($0.state == .completed || $0.state == .partial) },
        "isCancelled": { .flag($0.state == .cancelled) },
        "isOpen": { .flag($0.state.isOpen) },
    ]
}
