package import Exchange
import SQLite
package import Telephony

/// One telephone number of an order, as the simulated exchange keeps it.
struct SimulatedNumber: Sendable, Equatable {
    let work: WorkNumber
    /// Of a number from another carrier.
    let state: PortState?

    /// It is the contract's when the order is done.
    var comes: Bool { work.change == .connect || work.change == .port && state == .dated }
}

/// How far the simulated carriers are with a number.
enum PortState: String, Sendable, StorableValue {
    case confirming, dated, refused
}

/// What another carrier has of a number: the table by which the simulation answers (EXCH-8).
package struct SimulatedDonor: Sendable, Equatable {
    package let number: PhoneNumber
    package let carrier: String
    /// 名義
    package let holder: String
    package let address: String
    /// The line has other numbers, which would be lost.
    package let hasOthers: Bool
    /// Why it does not let the number go, whatever is told; nil: it does.
    package let refusal: PortRefusal?

    package init(
        number: PhoneNumber, carrier: String, holder: String, address: String, hasOthers: Bool = false,
        refusal: PortRefusal? = nil
    ) {
        (self.number, self.carrier, self.holder, self.address) = (number, carrier, holder, address)
        (self.hasOthers, self.refusal) = (hasOthers, refusal)
    }

    /// Nil: it lets the number go. Blanks make no difference.
    func refusal(of asked: WorkDonor) -> PortRefusal? {
        if let refusal { return refusal }
        if asked.carrier.withoutBlanks != carrier.withoutBlanks { return .notInUse }
        if asked.holder.withoutBlanks != holder.withoutBlanks { return .holder }
        if asked.address.withoutBlanks != address.withoutBlanks { return .address }
        return hasOthers && !asked.leavesOthers ? .remainingNumbers : nil
    }
}

extension String {
    fileprivate var withoutBlanks: String { filter { !$0.isWhitespace } }
}
