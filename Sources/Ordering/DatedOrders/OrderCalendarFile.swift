import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// `/orders/NUMBER/calendar.ics`: the day of a dated order, for one's calendar (PORT-4).
struct OrderCalendarFile: Sendable {
    let desk: OrderDesk
    let policy: DatedPolicy

    static let family = "/orders/*/calendar.ics"

    static func path(of order: OrderNumber) -> String { "\(OrderListPage.path)/\(order)/calendar.ics" }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try desk.datedOrder(visit)
        let (site, language) = (desk.services.site, visit.language)
        let (detail, moves) = try desk.services.database.read {
            (try DatedOrderStore.find(order.number, $0), try DatedOrderStore.moves(of: order.number, $0))
        }
        let hours = order.night.begins.flatMap { span(from: $0, isTimeSaid: detail?.time != nil, order) }
        let host = site.origin.split(separator: "/").last.map(String.init) ?? ""
        let file = CalendarFile(
            id: "\(order.number)@\(host)", sequence: moves, stamp: visit.now,
            span: hours ?? .day(order.openingDay),
            summary: Self.summary(desk.policy.name(of: order.service), in: language),
            description: Self.description(order, in: language), address: "\(site.origin)/orders/\(order.number)",
            maker: site.name)
        return .download(
            Array(file.text.utf8), filename: Self.fileName(in: language), plainName: "order-\(order.number).ics",
            contentType: "text/calendar; charset=utf-8")
    }

    /// Of numbers that are cut over; nil: any hour of the day.
    private func span(from begin: Moment, isTimeSaid: Bool, _ order: Order) -> CalendarFile.Span? {
        let windows = policy.cutOver.windows.all + policy.cutOver.returning.all
        let window = windows.first { Moment(startOf: order.openingDay) + .minutes($0.from.minutes) == begin }
        if order.progress.isDivisible, let window { return .time(from: begin, to: begin + window.length) }
        return isTimeSaid ? .time(from: begin, to: begin + CalendarFile.usualLength) : nil
    }
}

extension OrderDesk {
    /// Of somebody who may see it; another company's, another service's, and one that is out of scope is none.
    func datedOrder(_ visit: Visit<Employee>) throws -> Order {
        let parts = visit.request.path.split(separator: "/")
        guard parts.count == 3, let number = OrderNumber(String(parts[1])),
            let order = try services.database.read({ try OrderStore.find(number, of: visit.person.company, $0) }),
            order.kind == .dated, visit.person.rights.scope.covers(order.contract, of: order.service)
        else { throw PageRefusal.notFound }
        return order
    }
}
