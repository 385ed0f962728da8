import CivilCalendar
@testable import Ordering
import Testing

/// Business days, against the Cabinet Office's list of holidays.
@Suite struct BusinessCalendarTests {
    private func date(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
        try #require(CivilDate(year: year, month: month, day: day))
    }

    /// 内閣府「国民の祝日」, as published.
    private static let published: [Int: [(Int, Int)]] = [
        2025: [
            (1, 1), (1, 13), (2, 11), (2, 23), (2, 24), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 21),
            (8, 11),
            (9, 15), (9, 23), (10, 13), (11, 3), (11, 23), (11, 24),
        ],
        2026: [
            (1, 1), (1, 12), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 20), (8, 11),
            (9, 21),
            (9, 22), (9, 23), (10, 12), (11, 3), (11, 23),
        ],
        2027: [
            (1, 1), (1, 11), (2, 11), (2, 23), (3, 21), (3, 22), (4, 29), (5, 3), (5, 4), (5, 5), (7, 19), (8, 11),
            (9, 20),
            (9, 23), (10, 11), (11, 3), (11, 23),
        ],
    ]

    @Test(arguments: [2025, 2026, 2027])
    func `HOURS-7 the holidays are those that the Cabinet Office publishes`(year: Int) throws {
        let first = try date(year, 1, 1).daysSince1970
        let reckoned = (0..<365).map { CivilDate(daysSince1970: first + $0) }.filter(PublicHoliday.isHoliday)
        #expect(reckoned.map { [$0.month, $0.day] } == Self.published[year]?.map { [$0.0, $0.1] })
    }

    @Test func `HOURS-7 weekends, holidays and the turn of the year are no business days`() throws {
        let calendar = BusinessCalendar()
        #expect(calendar.isBusinessDay(try date(2026, 11, 27)))
        for (month, day) in [(11, 28), (11, 29), (11, 23), (12, 29), (12, 31), (1, 2)] {
            #expect(!calendar.isBusinessDay(try date(2026, month, day)))
        }
        #expect(calendar.isBusinessDay(try date(2026, 12, 28)))
    }

    @Test func `HOURS-7 the second business day after is counted over all of them`() throws {
        let calendar = BusinessCalendar()
        // A Friday; 敬老の日, 国民の休日 and 秋分の日 follow.
        #expect(calendar.day(2, after: try date(2026, 9, 18)) == (try date(2026, 9, 25)))
        #expect(calendar.day(1, after: try date(2026, 12, 28)) == (try date(2027, 1, 4)))
        #expect(calendar.day(-1, after: try date(2027, 1, 4)) == (try date(2026, 12, 28)))
    }
}
