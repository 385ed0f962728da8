import CivilCalendar
import Testing

@Suite struct CivilDateTests {
    @Test(arguments: [
        (0, 1970, 1, 1, "Thu"), (-1, 1969, 12, 31, "Wed"), (11_016, 2000, 2, 29, "Tue"), (11_017, 2000, 3, 1, "Wed"),
        (20_778, 2026, 11, 21, "Sat"), (-719_468, 0, 3, 1, "Wed"), (-719_528, 0, 1, 1, "Sat"),
        (2_932_896, 9999, 12, 31, "Fri"),
    ])
    func `a day has its date and its name`(_ days: Int, _ year: Int, _ month: Int, _ day: Int, _ name: String) {
        let date = CivilDate(daysSince1970: days)
        #expect([date.year, date.month, date.day] == [year, month, day])
        #expect(date.weekdayAbbreviation == name)
        #expect(CivilDate(year: year, month: month, day: day)?.daysSince1970 == days)
    }

    @Test func `days and dates belong to each other over two eras`() throws {
        var before = CivilDate(daysSince1970: -400_001)
        for days in -400_000...400_000 {
            let date = CivilDate(daysSince1970: days)
            try #require(date.daysSince1970 == days)
            try #require(
                date.day == before.day + 1 && date.month == before.month
                    || date.day == 1
                        && (date.month == before.month + 1 || date.month == 1 && date.year == before.year + 1)
            )
            before = date
        }
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32),
        (Int.max, 1, 1),
    ])
    func `what the calendar does not have is no date`(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `a second is shown as the clocks of a place show it`() {
        let utc = CivilTime(secondsSince1970: 1_795_273_445)
        let japan = CivilTime(secondsSince1970: 1_795_273_445, offset: 9 * 3600)
        #expect([utc.hour, utc.minute, utc.second] == [15, 4, 5])
        #expect(utc.date == CivilDate(year: 2026, month: 11, day: 21))
        #expect([japan.hour, japan.minute, japan.second] == [0, 4, 5])
        #expect(japan.date == CivilDate(year: 2026, month: 11, day: 22))
        let before = CivilTime(secondsSince1970: -1)
        #expect([before.hour, before.minute, before.second] == [23, 59, 59])
        #expect(before.date.monthAbbreviation == "Dec")
    }
}
