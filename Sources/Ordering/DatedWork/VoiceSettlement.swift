package import CivilCalendar
package import Telephony

/// 竣工 (VOICE-2): until then no 直後 order of the contract is taken.
package struct VoiceSettlement: Sendable, Equatable {
    /// After the day of the opening.
    package var businessDays = 2
    package var hour = 9

    package init() {}

    package func moment(openedOn day: CivilDate, _ calendar: BusinessCalendar) -> Moment {
        Moment(startOf: calendar.day(businessDays, after: day)) + .hours(hour)
    }
}
