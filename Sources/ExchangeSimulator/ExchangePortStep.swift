import Exchange
import SQLite
import Telephony

/// What another carrier says about a number that is to come from it, in the transaction of its report.
struct ExchangePortStep {
    let order: OrderNumber
    let now: Moment

    func confirm(_ number: PhoneNumber, _ database: Connection) throws {
        guard
            let kept = try ExchangeNumberStore.numbers(of: order, only: number, database).first,
            kept.state == .confirming, let asked = kept.work.donor
        else { return }
        let donor = try ExchangeNumberStore.donor(number, database)
        if let refusal = donor?.refusal(of: asked) ?? (donor == nil ? .notInUse : nil) {
            try ExchangeNumberStore.set(.refused, of: number, in: order, at: now, database)
            return try ExchangeReportStore.add(.port(number, .refused(refusal)), of: order, at: now, database)
        }
        try ExchangeNumberStore.set(.dated, of: number, in: order, at: now, database)
        let begins = try ExchangeOrderStore.begin(of: order, database) ?? now
        try ExchangeReportStore.add(.port(number, .dated(max(begins, now))), of: order, at: now, database)
    }
}
