package import CivilCalendar
package import Telephony

/// The days on which an order may be carried out (DATED-4): from 最短納期日 on, for half a year.
package struct WorkDays: Sendable {
    package let leadTime: LeadTime
    /// Of 受付, from which both ends are counted.
    package let appliedOn: CivilDate
    package let first: CivilDate
    package let last: CivilDate
    let calendar: BusinessCalendar

    package static let months = 6

    package init(_ leadTime: LeadTime, appliedOn day: CivilDate, _ calendar: BusinessCalendar) {
        (self.leadTime, self.calendar, appliedOn) = (leadTime, calendar, day)
        first = calendar.day(leadTime.all, after: day)
        last = day.adding(months: Self.months)
    }

    /// The same for an order that is there and is to be carried out on another day: not on one whose own notice has passed (ORD-11).
    package init(moving days: WorkDays, _ notice: WorkNotice, at now: Moment) {
        (leadTime, calendar, appliedOn, last) = (days.leadTime, days.calendar, days.appliedOn, days.last)
        var day = days.first
        if day < now.day { day = now.day }
        while notice.end(before: day, calendar) < now { day = day.next }
        first = day
    }

    /// What stands against a day, or has to be said of it.
    package enum Standing: Sendable, Equatable {
        case open
        /// 実施希望理由 is asked.
        case needsReason(Rest)
        case tooEarly, tooLate

        package var isPossible: Bool { self != .tooEarly && self != .tooLate }
    }

    package enum Rest: Sendable, Equatable {
        case weekend, holiday
    }

    package func standing(of day: CivilDate) -> Standing {
        if day < first { return .tooEarly }
        if last < day { return .tooLate }
        if calendar.isBusinessDay(day) { return .open }
        return .needsReason((1...5).contains(day.weekday) ? .holiday : .weekend)
    }
}

extension CivilDate {
    static func < (one: CivilDate, other: CivilDate) -> Bool { one.daysSince1970 < other.daysSince1970 }

    var next: CivilDate { CivilDate(daysSince1970: daysSince1970 + 1) }

    /// The same day of a month so many later, or its last one.
    package func adding(months: Int) -> CivilDate {
        let all = year * 12 + month - 1 + months
        let (year, month) = (all / 12, all % 12 + 1)
        for day in stride(from: day, through: 1, by: -1) {
            if let date = CivilDate(year: year, month: month, day: day) { return date }
        }
        return self
    }

    /// As people type a day and browsers send it: 2026-12-04, 2026/12/4, in either width.
    package init?(typed text: String) {
        let parts = PastedText(text).text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) }),
            let numbers = Optional(parts.compactMap { Int($0) }), numbers.count == 3, (1970...9999).contains(numbers[0])
        else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}
