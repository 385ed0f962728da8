package import CivilCalendar

/// A month of the calendar from which 工事希望年月日 is chosen.
package struct WorkMonth: Sendable {
    package struct Day: Sendable, Equatable {
        package let date: CivilDate
        package let standing: WorkDays.Standing
    }

    /// From Sunday to Saturday; nil before the first and behind the last of the month.
    package let weeks: [[Day?]]
    /// The first of the month.
    package let begin: CivilDate
    private let days: WorkDays

    /// The month of that day; of one outside the days, the nearest that has some.
    package init(of day: CivilDate, _ days: WorkDays) {
        let day = day < days.first ? days.first : days.last < day ? days.last : day
        let begin = CivilDate(daysSince1970: day.daysSince1970 - (day.day - 1))
        let end = begin.adding(months: 1)
        let blank = [Day?](repeating: nil, count: begin.weekday)
        var cells =
            blank
            + (begin.daysSince1970..<end.daysSince1970).map { number in
                let date = CivilDate(daysSince1970: number)
                return Day(date: date, standing: days.standing(of: date))
            }
        cells += [Day?](repeating: nil, count: (7 - cells.count % 7) % 7)
        weeks = stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
        (self.begin, self.days) = (begin, days)
    }

    /// Nil where no day of it is possible.
    package var previous: WorkMonth? { begin.daysSince1970 > days.first.daysSince1970 ? month(-1) : nil }
    package var next: WorkMonth? { begin.adding(months: 1) < days.last.next ? month(1) : nil }

    private func month(_ distance: Int) -> WorkMonth { WorkMonth(of: begin.adding(months: distance), days) }
}
