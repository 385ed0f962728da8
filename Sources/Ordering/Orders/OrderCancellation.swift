import Exchange
import SQLite
import Shell
import Telephony

/// 取消 (ORD-11): of what waits for its window, until an hour before; the exchange has the last word.
enum OrderCancellation {
    static func isPossible(_ order: Order, at now: Moment) -> Bool {
        guard order.kind != .end, let begins = order.night.begins else { return false }
        switch order.state {
        case .acknowledged, .scheduled: return begins - now >= NightWindow.notice
        default: return false
        }
    }

    /// Nothing happens where it is not possible any more: the state that the order has then is told.
    /// - Parameters:
    ///   - now: the business clock's.
    ///   - mayCancel: asked here and now.
    static func ask(
        _ number: OrderNumber, from applicant: Applicant, at now: Moment, trueTime: Moment,
        mayCancel: (Order, Connection) throws -> Bool, _ database: Connection
    ) throws -> Bool {
        guard let order = try OrderStore.find(number, of: applicant.company, database),
            try mayCancel(order, database), isPossible(order, at: now),
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
