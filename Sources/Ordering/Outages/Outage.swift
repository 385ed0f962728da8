package import Exchange
import SQLite
package import Telephony

/// A time in which a Smart PBX contract cannot be used, as the operator records it (LIAB-1). A value that exists ends after it began.
package struct Outage: Sendable, Equatable {
    /// The raw value is what is stored, and what an operator writes.
    package enum Reach: String, Sendable, CaseIterable, StorableValue {
        /// 全く利用できない状態, or as good as that: 全ての通信に著しい支障.
        case whole
        case part
    }

    /// Whose responsibility it is.
    package enum Cause: String, Sendable, CaseIterable, StorableValue {
        /// 当社
        case ours
        /// 特定協定事業者
        case carrier
        /// お客様
        case customer
        case other
    }

    package let contract: ContractCode
    /// 知った時刻: when we learned of it, from which everything is reckoned.
    package let knownAt: Moment
    /// 回復時刻; nil: it goes on.
    package let recoveredAt: Moment?
    package let reach: Reach
    package let cause: Cause
    /// 当社の提供区間と特定協定事業者の提供区間と合わせて料金を設定している
    package let hasJointPrices: Bool
    /// 特定協定事業者 compensates by its own terms.
    package let carrierCompensates: Bool
    /// What customers read about it; empty for nothing.
    package let text: String

    /// In characters.
    package static let longestText = 200

    package init?(
        _ contract: ContractCode, knownAt: Moment, recoveredAt: Moment? = nil, _ reach: Reach, _ cause: Cause,
        hasJointPrices: Bool = false, carrierCompensates: Bool = false, text: String = ""
    ) {
        if let recoveredAt, recoveredAt <= knownAt { return nil }
        (self.contract, self.knownAt, self.recoveredAt, self.text) = (contract, knownAt, recoveredAt, text)
        (self.reach, self.cause) = (reach, cause)
        (self.hasJointPrices, self.carrierCompensates) = (hasJointPrices, carrierCompensates)
    }

    /// The same with another end; nil where that is before it began.
    func recovered(at moment: Moment) -> Outage? {
        Outage(
            contract, knownAt: knownAt, recoveredAt: moment, reach, cause, hasJointPrices: hasJointPrices,
            carrierCompensates: carrierCompensates, text: text)
    }

    /// Whether there is a moment in both. One that begins as the other ends is another one.
    package func overlaps(_ other: Outage) -> Bool {
        let endsLater = recoveredAt.map { other.knownAt < $0 } ?? true
        return endsLater && (other.recoveredAt.map { knownAt < $0 } ?? true)
    }
}

/// An outage as it is kept.
package struct OutageRecord: Sendable, Equatable {
    package let id: Int
    package let company: Int
    package let outage: Outage
}
