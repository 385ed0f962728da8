import CivilCalendar
import SQLite
import Shell
import Telephony

/// 工事前日のご連絡: on the business day before the work (PORT-4).
struct DatedReminder: Sendable {
    let desk: OrderDesk

    private static let mostAtOnce = 100

    var duty: Duty { Duty("reminders of work", every: .minutes(1)) { _ in try await run() } }

    func run() async throws {
        let (now, trueTime) = (desk.clock.now(), desk.services.now())
        let next = desk.policy.calendar.day(1, after: now.day)
        let (mails, policy) = (desk.services.mails, desk.policy)
        while true {
            let due = try desk.services.database.read {
                try DatedOrderStore.toRemind(through: next, atMost: Self.mostAtOnce, $0)
            }
            try await desk.services.database.write { database in
                for number in due {
                    try DatedOrderStore.noteReminded(number, database)
                    guard let order = try OrderStore.find(number, database), order.state.isOpen else { continue }
                    try OrderMails(mails, policy).send([.mail(.dayBefore)], about: order, at: trueTime, database)
                }
            }
            if due.count < Self.mostAtOnce { return }
        }
    }
}
