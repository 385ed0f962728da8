import CivilCalendar
import Exchange
import SQLite
import Shell
import Telephony

/// 日時変更 of a dated order (ORD-11): until its notice has passed; the exchange hears of it.
struct DatedMove: Sendable {
    let policy: OrderPolicy
    let dated: DatedPolicy
    let mails: MailTemplates

    /// Which days it may be moved to, and when on them (nil: no time is said); nil where it is too late, or nothing that waits.
    func days(
        of order: Order, at now: Moment, _ database: Connection
    ) throws -> (days: WorkDays, windows: CutOverWindows?)? {
        guard order.kind == .dated, OrderCancellation.isPossible(order, at: now, policy.calendar) else { return nil }
        let lines = try VoiceOrderStore.lines(of: order.number, database)
        let ported = try PortStore.numbers(of: order.number, database)
        let causes =
            lines.map { $0.change == .connect ? LeadTime.Cause.numbers : .features }
            + ported.map { $0.line.isFromNTT ? .portabilityFromNTT : .portabilityFromOthers }
        let hasChanged = try DatedOrderStore.find(order.number, database)?.confirmation?.hasChanged ?? false
        guard let longest = LeadTime.longest(of: causes, hasChangedConfirmation: hasChanged, dated.leadTimes) else {
            return nil
        }
        let days = WorkDays(longest, appliedOn: order.appliedAt.day, policy.calendar)
        return (WorkDays(moving: days, order.notice, at: now), dated.cutOver.windows(of: ported.map(\.line)))
    }

    /// What a day that is to be moved comes to.
    enum Outcome: Sendable {
        case moved(WorkWish)
        case wrong([DatedWish.Problem])
        case tooLate
        /// FEE-4: on that day it costs something else, which has not been seen yet.
        case repriced(from: FeeSheet, to: FeeSheet)
    }

    /// - Parameters:
    ///   - fees: what has been seen of them.
    ///   - now: the business clock's.
    ///   - mayMove: asked here and now.
    func move(
        _ number: OrderNumber, to typed: WorkWish.Typed, seeing fees: String?, from applicant: Applicant,
        at now: Moment, trueTime: Moment,
        mayMove: (Order, Connection) throws -> Bool, _ database: Connection
    ) throws -> Outcome {
        guard let order = try OrderStore.find(number, of: applicant.company, database), try mayMove(order, database),
            let (days, windows) = try days(of: order, at: now, database)
        else { return .tooLate }
        switch WorkWish.read(typed, mayHaveTime: windows != nil, days) {
        case .failure(let problems): return .wrong(problems.all.map(DatedWish.Problem.work))
        case .success(let wish):
            if let link = try DatedOrderStore.find(number, database)?.linkDay, !(link < wish.day) {
                return .wrong([.notAfterLink(link)])
            }
            if let repriced = try reprice(number, on: wish.day, seeing: fees, database) { return repriced }
            let begins = wish.begins(windows)
            try OrderStore.set(begins, of: number, database)
            try DatedOrderStore.set(wish, of: number, database)
            try OrderAmendmentStore.add(to: number, begins: begins, database)
            try note(order, begins, from: applicant, at: now, trueTime: trueTime, database)
            return .moved(wish)
        }
    }

    /// Fees follow the day; nil: as they are kept from now on.
    private func reprice(
        _ number: OrderNumber, on day: CivilDate, seeing fees: String?, _ database: Connection
    ) throws -> Outcome? {
        guard let kept = try OrderFeeStore.sheet(of: number, database) else { return nil }
        let sheet = try PriceStore.book(database).sheet(kept.lines.map(\.item), on: day, policy.fees)
        guard sheet.lines == kept.lines || sheet.mark == fees else { return .repriced(from: kept, to: sheet) }
        try OrderFeeStore.keep(sheet, of: number, database)
        return nil
    }

    private func note(
        _ order: Order, _ begins: Moment, from applicant: Applicant, at now: Moment, trueTime: Moment,
        _ database: Connection
    ) throws {
        let line = OrderHistoryLine(
            at: now, event: .dayMoved, state: order.state, by: .account(applicant.account), isRefused: false)
        try OrderDetailStore.add(line, to: order.number, database)
        try applicant.actor(at: trueTime).audit(
            "order.day-moved", subject: order.number.text, before: order.night.begins?.machineText,
            after: begins.machineText, database)
        guard let moved = try OrderStore.find(order.number, database) else { return }
        try OrderMails(mails, policy).send([.mail(.moved)], about: moved, at: trueTime, database)
    }
}
