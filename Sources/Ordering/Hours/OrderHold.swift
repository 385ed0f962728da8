package import CivilCalendar
package import Exchange

/// An order that was taken on paper: until it has been carried out, none is taken here for its contract (HOURS-5).
package struct OrderHold: Sendable, Equatable {
    package let contract: ContractCode
    /// The day on which it is carried out.
    package let until: CivilDate
    package let reason: String

    package init(contract: ContractCode, until: CivilDate, reason: String) {
        (self.contract, self.until, self.reason) = (contract, until, reason)
    }

    package static let longestReason = 100

    /// The next business day after.
    func isOverOn(_ calendar: BusinessCalendar) -> CivilDate { calendar.day(1, after: until) }
}
