package import CivilCalendar
package import Telephony

/// Until when the day of an order can be moved, and the order be cancelled (ORD-11): until 17:00 of a business day before it.
package enum WorkNotice: Sendable, Equatable {
    case usual
    /// Another carrier has to hear of it.
    case portability

    private static let hour = 17

    private var businessDays: Int {
        switch self {
        case .usual: 1
        case .portability: 2
        }
    }

    /// The last moment at which it is possible.
    package func end(before day: CivilDate, _ calendar: BusinessCalendar) -> Moment {
        Moment(startOf: calendar.day(-businessDays, after: day)) + .hours(Self.hour)
    }

    package func isPossible(at now: Moment, before day: CivilDate, _ calendar: BusinessCalendar) -> Bool {
        now <= end(before: day, calendar)
    }
}
