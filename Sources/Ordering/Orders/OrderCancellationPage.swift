import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// `/orders/NUMBER/cancel`: what is given up, and the person's word for it (ORD-11).
struct OrderCancellationPage: Sendable {
    let desk: OrderDesk

    static let family = "/orders/*/cancel"

    static func path(of order: OrderNumber) -> String { "\(OrderListPage.path)/\(order)/cancel" }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit)
        return try page(
            order, isTooLate: !OrderCancellation.isPossible(order, at: desk.clock.now(), desk.policy.calendar),
            visit)
    }

    private func page(_ order: Order, isTooLate: Bool, _ visit: Visit<Employee>) throws -> Response {
        let view = OrderCancellationView(
            order: order, isTooLate: isTooLate, policy: desk.policy, language: visit.language)
        return try desk.services.page(
            "Orders/cancellation", view, for: visit, status: isTooLate ? .conflict : nil)
    }

    func cancel(_ visit: Visit<Employee>) async throws -> Response {
        let order = try order(visit)
        let (number, applicant, now, trueTime, account) = (
            order.number, visit.applicant, desk.clock.now(), visit.now, visit.person.id
        )
        let calendar = desk.policy.calendar
        let isAsked = try await desk.services.database.write { database in
            try OrderCancellation.ask(
                number, from: applicant, at: now, trueTime: trueTime, calendar,
                mayCancel: { order, database in
                    order.isOpen(to: try RightsStore.rights(ofAccount: account, database))
                }, database)
        }
        guard isAsked else { return try page(try self.order(visit), isTooLate: true, visit) }
        return .done(OrderCancellation.asked(in: visit.language), at: "\(OrderListPage.path)/\(number)")
    }

    /// Another company's, and one that is out of the person's scope, is none; one that the person may only look at is forbidden.
    private func order(_ visit: Visit<Employee>) throws -> Order {
        let parts = visit.request.path.split(separator: "/")
        guard parts.count == 3, let number = OrderNumber(String(parts[1])),
            let order = try desk.services.database.read({ try OrderStore.find(number, of: visit.person.company, $0) }),
            visit.person.rights.scope.covers(order.contract, of: order.service)
        else { throw PageRefusal.notFound }
        guard order.isOpen(to: visit.person.rights) else { throw PageRefusal.notAllowed }
        return order
    }
}

private struct OrderCancellationView: ViewModel {
    let order: Order
    let isTooLate: Bool
    let policy: OrderPolicy
    let language: Language

    private var isDated: Bool { order.kind == .dated }

    static let fields: ViewFields<OrderCancellationView> = [
        "row": { .object(OrderRowView(order: $0.order, policy: $0.policy, language: $0.language)) },
        "number": { .text($0.order.number.text) },
        "isDated": { .flag($0.isDated) },
        "isTooLate": { .flag($0.isTooLate) },
        "action": { .text(OrderCancellationPage.path(of: $0.order.number)) },
        "begins": { view in
            .text(
                ifAny: view.isDated
                    ? nil : view.order.night.begins.map { NightWindow.text(from: $0, in: view.language) })
        },
        "until": { view in
            .text(ifAny: view.order.lastChange(view.policy.calendar)?.dayAndTimeText(in: view.language))
        },
    ]
}
