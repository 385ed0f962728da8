package import CivilCalendar

/// Business days (HOURS-7): Monday to Friday, without Japan's public holidays and the days around the turn of the year.
package struct BusinessCalendar: Sendable {
    /// 12-29…01-03, as month and day.
    package struct YearEnd: Sendable {
        package let from: (month: Int, day: Int)
        package let through: (month: Int, day: Int)

        package init(from: (month: Int, day: Int), through: (month: Int, day: Int)) {
            (self.from, self.through) = (from, through)
        }

        func contains(_ date: CivilDate) -> Bool {
            let day = (date.month, date.day)
            return day >= (from.month, from.day) || day <= (through.month, through.day)
        }
    }

    private let yearEnd: YearEnd

    package init(yearEnd: YearEnd = YearEnd(from: (12, 29), through: (1, 3))) { self.yearEnd = yearEnd }

    package func isBusinessDay(_ date: CivilDate) -> Bool {
        (1...5).contains(date.weekday) && !PublicHoliday.isHoliday(date) && !yearEnd.contains(date)
    }

    /// The business day so many after this one, or before it.
    package func day(_ count: Int, after date: CivilDate) -> CivilDate {
        let step = count < 0 ? -1 : 1
        var (date, left) = (date, abs(count))
        while left > 0 {
            date = CivilDate(daysSince1970: date.daysSince1970 + step)
            if isBusinessDay(date) { left -= 1 }
        }
        return date
    }
}

/// 国民の祝日, reckoned by the law as it stands since 2022 (国民の祝日に関する法律): no table that somebody has to carry on. The equinoxes
/// are those of the almanac as far as 2099, which the government announces each February before.
enum PublicHoliday {
    static func isHoliday(_ date: CivilDate) -> Bool {
        isNamed(date) || isSubstitute(date) || isBetweenTwo(date)
    }

    /// A day that the law names.
    private static func isNamed(_ date: CivilDate) -> Bool {
        switch (date.month, date.day) {
        case (1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23): true
        case (3, let day): day == equinox(date.year, 20.8431)
        case (9, let day) where day == equinox(date.year, 23.2488): true
        // 成人の日, スポーツの日: the second Monday; 海の日, 敬老の日: the third.
        case (1, 8...14), (10, 8...14), (7, 15...21), (9, 15...21): date.weekday == 1
        default: false
        }
    }

    /// 振替休日: the first day after a Sunday's holiday that is none itself (§ 3-2).
    private static func isSubstitute(_ date: CivilDate) -> Bool {
        var before = date.before
        while isNamed(before) {
            if before.weekday == 0 { return !isNamed(date) }
            before = before.before
        }
        return false
    }

    /// 国民の休日: a day between two holidays (§ 3-3).
    private static func isBetweenTwo(_ date: CivilDate) -> Bool {
        isNamed(date.before) && isNamed(CivilDate(daysSince1970: date.daysSince1970 + 1))
    }

    private static func equinox(_ year: Int, _ of1980: Double) -> Int {
        let years = year - 1980
        return Int(of1980 + 0.242194 * Double(years)) - years / 4
    }
}

extension CivilDate {
    /// 0 is Sunday.
    var weekday: Int {
        // 1 January 1970 was a Thursday.
        let days = (daysSince1970 + 4) % 7
        return days < 0 ? days + 7 : days
    }

    fileprivate var before: CivilDate { CivilDate(daysSince1970: daysSince1970 - 1) }
}
