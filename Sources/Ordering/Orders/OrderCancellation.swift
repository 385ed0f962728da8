import Exchange
import SQLite
import Shell
import Telephony

/// 取消 (ORD-11): of what waits for its window, until an hour before; of what has a day of its own, until its notice; the exchange has
/// the last word.
enum OrderCancellation {
    static func isPossible(_ order: Order, at now: Moment, _ calendar: BusinessCalendar) -> Bool {
        guard order.kind != .end, let last = order.lastChange(calendar) else { return false }
        return (order.state == .acknowledged || order.state == .scheduled) && now <= last
    }

    /// Nothing happens where it is not possible any more: the state that the order has then is told.
    /// - Parameters:
    ///   - now: the business clock's.
    ///   - mayCancel: asked here and now.
    static func ask(
        _ number: OrderNumber, from applicant: Applicant, at now: Moment, trueTime: Moment,
        _ calendar: BusinessCalendar, mayCancel: (Order, Connection) throws -> Bool, _ database: Connection
    ) throws -> Bool {
        guard let order = try OrderStore.find(number, of: applicant.company, database),
            try mayCancel(order, database), isPossible(order, at: now, calendar),
            case .to(let progress, _) = order.progress.after(.cancellationAsked)
        else { return false }
        try OrderStore.move(
            number, to: progress, failure: nil, isSimulated: order.isSimulated, at: now, database)
        try OrderDetailStore.add(
            OrderHistoryLine(
                at: now, event: .cancellationAsked, state: progress.state, by: .account(applicant.account),
                isRefused: false), to: number, database)
        try applicant.actor(at: trueTime).audit("order.cancellation", subject: number.text, database)
        return true
    }
}

extension Order {
    var notice: WorkNotice { progress.isDivisible ? .portability : .usual }

    /// The last moment at which it can be taken back, and a day of its own be moved; nil: it never can.
    func lastChange(_ calendar: BusinessCalendar) -> Moment? {
        kind == .dated ? notice.end(before: openingDay, calendar) : night.begins.map { $0 - NightWindow.notice }
    }
}
