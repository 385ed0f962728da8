import CivilCalendar
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// `/orders/NUMBER/day`: 日時変更 (ORD-11).
struct DatedDayPage: Sendable {
    let desk: OrderDesk
    let policy: DatedPolicy

    static let family = "/orders/*/day"

    private var move: DatedMove { DatedMove(policy: desk.policy, dated: policy, mails: desk.services.mails) }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit)
        let detail = try desk.services.database.read { try DatedOrderStore.find(order.number, $0) }
        let typed = WorkWish.Typed(
            day: Moment(startOf: order.openingDay).dayText, time: detail?.time?.text ?? "",
            reason: detail?.reason ?? "")
        return try page(order, typed, visit)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let (order, act) = (try order(visit), visit.form["act"] ?? "")
        var typed = WorkWish.Typed(
            day: visit.form["day"] ?? "", time: visit.form["time"] ?? "", reason: visit.form["reason"] ?? "")
        if act.hasPrefix("day-") { typed.day = String(act.dropFirst(4)) }
        guard act == "move" else { return try page(order, typed, visit, month: act.dropFirst(6)) }
        let (number, applicant, now, trueTime, account) = (
            order.number, visit.applicant, desk.clock.now(), visit.now, visit.person.id
        )
        let (wish, move, seen) = (typed, move, visit.form["fees"])
        let outcome = try await desk.services.database.write { database in
            try move.move(
                number, to: wish, seeing: seen, from: applicant, at: now, trueTime: trueTime,
                mayMove: { try $0.isOpen(to: RightsStore.rights(ofAccount: account, $1)) }, database)
        }
        switch outcome {
        case .moved(let wish): return .done(Self.moved(to: wish, in: visit.language), at: order.path)
        case .wrong(let problems): return try page(order, typed, visit, problems.map { $0.problem(in: visit.language) })
        case .repriced(let before, let after):
            let fees = FeeSheetView(
                sheet: after, isDated: true, isMoving: true, today: before, isPlanned: true, language: visit.language)
            return try page(order, typed, visit, fees: fees)
        case .tooLate: return try page(try self.order(visit), typed, visit)
        }
    }

    /// One that the person may only look at is forbidden.
    private func order(_ visit: Visit<Employee>) throws -> Order {
        let order = try desk.datedOrder(visit)
        guard order.isOpen(to: visit.person.rights) else { throw PageRefusal.notAllowed }
        return order
    }

    private func page(
        _ order: Order, _ typed: WorkWish.Typed, _ visit: Visit<Employee>, _ problems: [Problem] = [],
        month: Substring? = nil, fees: FeeSheetView? = nil
    ) throws -> Response {
        let now = desk.clock.now()
        let open = try desk.services.database.read { try move.days(of: order, at: now, $0) }
        let view = DatedDayView(
            order: order, calendar: open.map { WorkCalendarView($0.days, typed, visit, problems, month: month) },
            windows: open?.windows, fees: fees,
            until: order.lastChange(desk.policy.calendar), language: visit.language)
        return try desk.services.page(
            "DatedOrders/day", view, for: visit, problems: problems,
            status: open == nil || fees != nil ? .conflict : nil)
    }
}

extension Order {
    fileprivate var path: String { "\(OrderListPage.path)/\(number)" }
}

private struct DatedDayView: ViewModel {
    let order: Order
    /// Nil: it is too late.
    let calendar: WorkCalendarView?
    /// Nil: no time is said.
    let windows: CutOverWindows?
    /// What it costs on the day that was chosen, where that is something else.
    let fees: FeeSheetView?
    let until: Moment?
    let language: Language

    static let fields: ViewFields<DatedDayView> = [
        "number": { .text($0.order.number.text) },
        "day": { .text($0.order.openingDay.text(in: $0.language)) },
        "action": { .text("\($0.order.path)/day") },
        "open": { view in view.calendar == nil ? .absent : .object(view) },
        "calendar": { .object(ifAny: $0.calendar) },
        "windows": { view in .text(ifAny: view.windows?.sentence(in: view.language)) },
        "fees": { .object(ifAny: $0.fees) },
        "until": { view in .text(ifAny: view.until?.dayAndTimeText(in: view.language)) },
    ]
}
