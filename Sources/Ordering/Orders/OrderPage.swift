import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// What a service shows of what was ordered.
typealias OrderContent = @Sendable (Order, Language, Connection) throws -> any ViewModel

/// One order in full (OHIST-2), and お申し込み完了.
struct OrderPage: Sendable {
    let desk: OrderDesk
    let contents: [OrderedService: OrderContent]

    static let family = "/orders/*"

    private var services: Services { desk.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let name = visit.request.path.split(separator: "/").last.map(String.init)
        let view = try view(name, visit)
        return try services.page("Orders/order", view, for: visit)
    }

    /// Another company's, and one that is out of the person's scope, is none (RIGHT-4).
    func view(_ name: String?, _ visit: Visit<Employee>) throws -> OrderView {
        guard let number = name.flatMap({ OrderNumber($0) }) else { throw PageRefusal.notFound }
        let now = desk.clock.now()
        return try services.database.read { database in
            guard let order = try OrderStore.find(number, of: visit.person.company, database),
                visit.person.rights.scope.covers(order.contract, of: order.service)
            else { throw PageRefusal.notFound }
            return OrderView(
                order: order, history: try OrderDetailStore.history(of: number, database),
                details: try OrderDetailStore.details(of: number, database),
                consents: try OrderDetailStore.consents(of: number, database),
                fees: try OrderFeeStore.sheet(of: number, database),
                content: try contents[order.service]?(order, visit.language, database),
                mayRepeat: order.state == .failed && order.isOpen(to: visit.person.rights),
                mayCancel: OrderCancellation.isPossible(order, at: now, desk.policy.calendar)
                    && order.isOpen(to: visit.person.rights),
                now: now,
                policy: desk.policy, language: visit.language)
        }
    }
}

struct OrderView: ViewModel {
    let order: Order
    let history: [OrderHistoryLine]
    let details: CustomerDetails?
    let consents: [Consent]
    let fees: FeeSheet?
    let content: (any ViewModel)?
    let mayRepeat: Bool
    let mayCancel: Bool
    let now: Moment
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<OrderView> = [
        "row": { .object(OrderRowView(order: $0.order, policy: $0.policy, language: $0.language)) },
        "number": { .text($0.order.number.text) },
        "path": { .text("/orders/\($0.order.number)") },
        "isOpen": { .flag($0.order.state.isOpen) },
        "isDone": { .flag($0.order.state == .completed) },
        "isDropped": { .flag($0.order.state == .failed || $0.order.state == .cancelled) },
        "isPartial": { .flag($0.order.state == .partial) },
        "isSlow": { .flag($0.order.isSlow(at: $0.now)) },
        "isSimulated": { .flag($0.order.isSimulated) },
        "reason": { .text(ifAny: $0.order.failure?.sentence(in: $0.language)) },
        "mayRepeat": { .flag($0.mayRepeat) },
        "againPath": { .text("\($0.order.kind.flowPath)/again") },
        "cancelPath": { .text(ifAny: $0.mayCancel ? OrderCancellationPage.path(of: $0.order.number) : nil) },
        "cancelUntil": { view in
            .text(ifAny: view.order.lastChange(view.policy.calendar)?.dayAndTimeText(in: view.language))
        },
        "begins": { view in
            .text(
                ifAny: view.order.state.isOpen && view.order.kind != .dated
                    ? view.order.night.begins.map { NightWindow.text(from: $0, in: view.language) } : nil)
        },
        "equipment": { view in
            .text(
                ifAny: view.order.progress.equipment == .waiting && view.order.state == .completed
                    ? view.order.night.equipment.map { NightWindow.text(from: $0, in: view.language) } : nil)
        },
        "isDated": { .flag($0.order.kind == .dated) },
        "hasPorts": { .flag($0.order.kind == .dated && $0.order.progress.isDivisible) },
        "account": { .text($0.order.account) },
        "history": { view in
            .list(view.history.filter { !$0.isRefused }.map { HistoryLineView(line: $0, language: view.language) })
        },
        "smartPBX": { $0.content(of: .smartPBX) },
        "numbers": { $0.content(of: .ipVoice) },
        "details": { view in
            .object(
                ifAny: view.details.map {
                    CustomerDetailsView(
                        details: $0, showsSales: view.order.service == .smartPBX, language: view.language)
                })
        },
        "fees": { view in
            .object(
                ifAny: view.fees.map {
                    FeeSheetView(sheet: $0, isDated: view.order.kind == .dated, language: view.language)
                })
        },
        "consents": { view in .list(view.consents.map { ConsentRowView(consent: $0, language: view.language) }) },
    ]

    private func content(of service: OrderedService) -> TemplateValue {
        order.service == service ? content.map { TemplateValue.object($0) } ?? .absent : .absent
    }
}

private struct HistoryLineView: ViewModel {
    let line: OrderHistoryLine
    let language: Language

    static let fields: ViewFields<HistoryLineView> = [
        "at": { .text($0.line.at.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.line.at.machineText) },
        "event": { .text($0.line.event.name(in: $0.language)) },
        "by": { .text($0.line.by.name(in: $0.language)) },
    ]
}

private struct ConsentRowView: ViewModel {
    let consent: Consent
    let language: Language

    static let fields: ViewFields<ConsentRowView> = [
        "name": { .text($0.consent.document.name(in: $0.language)) },
        "version": { .text($0.consent.version) },
        "query": { view in
            .text(
                PercentEncoding.query([
                    ("document", view.consent.document.word), ("version", view.consent.version),
                ]))
        },
    ]
}
