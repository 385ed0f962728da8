import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 払い出し番号の詳細: the numbers of one order, to look through and as a file (OHIST-2).
struct OrderedNumbersPage: Sendable {
    let services: Services

    static let family = "/orders/*/numbers"
    static let fileFamily = family + ".csv"
    private static let perPage = 100

    static func path(of order: OrderNumber) -> String { "\(OrderListPage.path)/\(order)/numbers" }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit)
        let words = PastedText(visit.query["q"] ?? "").text.filter { $0 != "-" }
        let view = try services.database.read { database in
            let total = try VoiceOrderStore.count(of: order.number, with: words, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return OrderedNumbersPageView(
                order: order.number, words: words, total: total,
                lines: try VoiceOrderStore.lines(
                    of: order.number, with: words, atMost: Self.perPage, after: (page - 1) * Self.perPage, database),
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { page in
                    "\(Self.path(of: order.number))?\(PercentEncoding.query([("q", words), ("page", "\(page)")]))"
                }, language: visit.language)
        }
        return try services.page("OrderedNumbers/numbers", view, for: visit)
    }

    func download(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit)
        let lines = try services.database.read { try VoiceOrderStore.lines(of: order.number, $0) }
        return .csv(
            OrderedNumbers.file(lines, in: visit.language),
            OrderedNumbers.fileName(of: order.number, in: visit.language),
            plainName: "numbers-\(order.number).csv")
    }

    /// Another company's, one out of the person's scope, and one whose numbers are not given yet, is none (RIGHT-4).
    private func order(_ visit: Visit<Employee>) throws -> Order {
        let parts = visit.request.path.split(separator: "/").map(String.init)
        guard parts.count == 3, let number = OrderNumber(parts[1]),
            let order = try services.database.read({ try OrderStore.find(number, of: visit.person.company, $0) }),
            order.service == .ipVoice, visit.person.rights.scope.covers(order.contract, of: order.service),
            OrderedNumbers.areShown(of: order)
        else { throw PageRefusal.notFound }
        return order
    }
}

private struct OrderedNumbersPageView: ViewModel {
    let order: OrderNumber
    let words: String
    let total: Int
    let lines: [VoiceOrderLine]
    let pager: PagerView?
    let language: Language

    static let fields: ViewFields<OrderedNumbersPageView> = [
        "number": { .text($0.order.text) },
        "path": { .text(OrderedNumbersPage.path(of: $0.order)) },
        "q": { .object(FieldView("q", $0.words)) },
        "isNarrowed": { .flag(!$0.words.isEmpty) },
        "found": { .text($0.total.inGroups) },
        "pager": { .object(ifAny: $0.pager) },
        "table": { $0.lines.isEmpty ? .absent : .object($0) },
        "rows": { view in .list(view.lines.map { OrderedNumberRow(line: $0, language: view.language) }) },
    ]
}

/// What an order of telephone numbers says, on its page.
struct OrderedNumbersView: ViewModel {
    let order: Order
    let count: Int
    /// The first of them.
    let lines: [VoiceOrderLine]
    let language: Language

    /// So many stand on the order's page.
    private static let mostShown = 10

    init(_ order: Order, _ language: Language, _ database: Connection) throws {
        (self.order, self.language) = (order, language)
        count = try VoiceOrderStore.count(of: order.number, database)
        lines = try VoiceOrderStore.lines(of: order.number, atMost: Self.mostShown, database)
    }

    static let fields: ViewFields<OrderedNumbersView> = [
        "count": { .text($0.count.inGroups) },
        "isWaiting": { .flag(!OrderedNumbers.areShown(of: $0.order)) },
        "path": { .text(OrderedNumbersPage.path(of: $0.order.number)) },
        "table": { OrderedNumbers.areShown(of: $0.order) ? .object($0) : .absent },
        "isMore": { .flag($0.count > $0.lines.count) },
        "rows": { view in .list(view.lines.map { OrderedNumberRow(line: $0, language: view.language) }) },
    ]
}

struct OrderedNumberRow: ViewModel {
    let line: VoiceOrderLine
    let language: Language

    static let fields: ViewFields<OrderedNumberRow> = [
        "number": { .text($0.line.number.display) },
        "base": { .text($0.line.base.display) },
        "change": { .text($0.line.change.name(in: $0.language)) },
        "isAdapted": { .flag($0.line.change == .adapt) },
        "before": { view in .text(ifAny: view.line.before.text(in: view.language)) },
        "features": { view in .text(ifAny: view.line.features.text(in: view.language)) },
    ]
}
