package import CivilCalendar
package import Exchange
package import Telephony

/// Why an application is not taken at the moment of 申し込む. Nothing has happened then.
package enum OrderRefusal: Error, Sendable, Equatable {
    /// RIGHT-4, asked again in the transaction.
    case noRight
    /// HOURS-1 to 3.
    case closed(OrderingHours.Closing)
    /// HOURS-6: somebody was faster with this very application.
    case alreadyOrdered(OrderNumber)
    /// The draft is not there any more.
    case draftGone
    /// It has been changed since it was checked.
    case draftChanged
    /// HOURS-5.
    case orderOpen(OrderNumber, ContractCode, from: CivilDate)
    /// HOURS-4.
    case oneADay(OrderNumber, ContractCode, from: CivilDate)
    /// HOURS-5, on paper.
    case held(ContractCode, from: CivilDate)
    /// VOICE-2: an order with a day of its own is under way, or not yet settled (竣工).
    case unsettled(OrderNumber, ContractCode, from: Moment)
    /// What is ordered cannot be had of the contract as it is now.
    case contractChanged
    /// PBX-11: the night's window that was chosen begins too soon.
    case windowPassed
    /// ORD-3: another version is in force than was agreed to.
    case consentsChanged([ConsentDocument])
    /// FEE-4: it costs something else by now than was shown.
    case feesChanged
}

/// What stands against an order of a contract that is there: pure.
package struct OrderRules: Sendable {
    /// An order of the same contract.
    package struct Standing: Sendable, Equatable {
        package let number: OrderNumber
        package let openingDay: CivilDate

        package init(number: OrderNumber, openingDay: CivilDate) {
            (self.number, self.openingDay) = (number, openingDay)
        }
    }

    /// What is stored about the contract.
    package struct Facts: Sendable, Equatable {
        package var open: Standing?
        /// Taken today, neither エラー nor 取消.
        package var ofToday: Standing?
        package var hold: OrderHold?

        package init(open: Standing? = nil, ofToday: Standing? = nil, hold: OrderHold? = nil) {
            (self.open, self.ofToday, self.hold) = (open, ofToday, hold)
        }
    }

    /// Nil: the contract can be ordered for.
    package static func refusal(
        for contract: ContractCode, _ facts: Facts, on today: CivilDate, _ calendar: BusinessCalendar
    ) -> OrderRefusal? {
        if let open = facts.open {
            // A late one: not before it is over, so tomorrow at the earliest.
            let last = max(open.openingDay.daysSince1970, today.daysSince1970)
            return .orderOpen(open.number, contract, from: CivilDate(daysSince1970: last + 1))
        }
        if let order = facts.ofToday {
            return .oneADay(order.number, contract, from: CivilDate(daysSince1970: today.daysSince1970 + 1))
        }
        if let hold = facts.hold {
            let over = hold.isOverOn(calendar)
            if today.daysSince1970 < over.daysSince1970 { return .held(contract, from: over) }
        }
        return nil
    }
}
