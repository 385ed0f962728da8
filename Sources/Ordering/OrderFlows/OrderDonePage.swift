import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// お申し込み完了; and 「同じ内容で申し込み直す」 (ORD-12).
struct OrderDonePage<Flow: OrderFlow>: Sendable {
    let flow: Flow

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit.query["order"], visit)
        let view = OrderDoneView(
            frame: flow.frame(.done, nil, flow.kind == .new ? nil : order.contract, visit), order: order,
            mail: try services.database.read { try OrderDetailStore.details(of: order.number, $0) }?.contact.mail.text,
            outlook: flow.outlook(of: order, in: visit.language))
        return try services.page("OrderFlows/done", view, for: visit)
    }

    /// A new draft with what was ordered; what is agreed to is asked again.
    func again(_ visit: Visit<Employee>) async throws -> Response {
        let order = try order(visit.form["order"], visit)
        let answers = try services.database.read { database -> OrderAnswers in
            guard let ordered = try flow.answers(of: order, database),
                let details = try OrderDetailStore.details(of: order.number, database)
            else { throw PageRefusal.notFound }
            return ordered.merging(details.answers)
        }
        return .redirect(to: flow.path(of: .agreement, try await flow.begin(Flow.Answers(answers), visit)))
    }

    private func order(_ name: String?, _ visit: Visit<Employee>) throws -> Order {
        guard let number = name.flatMap({ OrderNumber($0) }),
            let order = try services.database.read({ try OrderStore.find(number, of: visit.person.company, $0) }),
            order.service == flow.service, order.kind == flow.kind
        else { throw PageRefusal.notFound }
        guard order.isOpen(to: visit.person.rights) else { throw PageRefusal.notAllowed }
        return order
    }
}

private struct OrderDoneView: ViewModel {
    let frame: OrderFrame
    let order: Order
    let mail: String?
    let outlook: [OrderOutlook]

    static let fields: ViewFields<OrderDoneView> = [
        "frame": { .object($0.frame) },
        "number": { .text($0.order.number.text) },
        "contract": { .text($0.order.contract.text) },
        "outlook": { view in .list(view.outlook.map(OutlookView.init)) },
        "mail": { .text(ifAny: $0.mail) },
    ]
}

private struct OutlookView: ViewModel {
    let outlook: OrderOutlook

    static let fields: ViewFields<OutlookView> = [
        "sentence": { .text($0.outlook.sentence) },
        "linkPath": { .text(ifAny: $0.outlook.link?.path) },
        "linkName": { .text(ifAny: $0.outlook.link?.name) },
    ]
}
