import Exchange
package import SQLite
package import Telephony

/// What the site says of an outage: whether it looks compensable, and how much that would be. It decides neither.
package struct OutageAssessment: Sendable {
    package enum Amount: Sendable, Equatable {
        /// It is not compensable, or not yet.
        case none
        /// 別途ご案内: a part has no price, or the contract is over.
        case onQuotation
        case estimated(OutageEstimate)
    }

    package let record: OutageRecord
    /// When it was asked.
    package let now: Moment
    package let obstacles: [Outages.Obstacle]
    package let amount: Amount

    package var outage: Outage { record.outage }
    package var isCompensable: Bool { obstacles.isEmpty }

    /// - Parameter items: nil where nobody knows what the contract had.
    package init(_ record: OutageRecord, at now: Moment, _ items: [FeeItem]?, _ book: PriceBook, _ policy: FeePolicy) {
        (self.record, self.now) = (record, now)
        obstacles = record.outage.obstacles(at: now)
        guard obstacles.isEmpty else {
            amount = .none
            return
        }
        let estimate = items.flatMap { OutageEstimate(of: record.outage, at: now, $0, book, policy) }
        amount = estimate.map(Amount.estimated) ?? .onQuotation
    }

    /// Of several, each contract and the price book being read once.
    package static func all(
        _ records: [OutageRecord], at now: Moment, _ policy: FeePolicy, _ database: Connection
    ) throws -> [OutageAssessment] {
        let codes = Set(records.map(\.outage.contract))
        let items = try codes.reduce(into: [ContractCode: [FeeItem]]()) { all, code in
            all[code] = try MonthlyFees.items(of: code, database)
        }
        let book = try PriceStore.book(database)
        return records.map { OutageAssessment($0, at: now, items[$0.outage.contract], book, policy) }
    }
}
