package import CivilCalendar
import Encodings

/// Moments as machines write them, in Japan's time, which has no summer time.
extension Moment {
    /// `2026-11-21T15:04:05+09:00`, for `<time datetime>`.
    package var machineText: String { "\(dayText)T\(clockText)+09:00" }

    /// `2026-11-21 15:04:05`, which spreadsheets read as a date.
    package var spreadsheetText: String { "\(dayText) \(clockText)" }

    /// `2026-11-21`, as `<input type=date>` has it.
    package var dayText: String {
        let date = inJapan.date
        return "\(date.year)-\(date.month.zeroPadded(to: 2))-\(date.day.zeroPadded(to: 2))"
    }

    private var clockText: String {
        let time = inJapan
        return "\(time.hour.zeroPadded(to: 2)):\(time.minute.zeroPadded(to: 2)):\(time.second.zeroPadded(to: 2))"
    }

    /// From 0 to 23.
    package var hourInJapan: Int { inJapan.hour }

    /// The first moment of a day in Japan; nil when the calendar has no such day, or nobody means it.
    package init?(startOfDay day: Int, month: Int, year: Int) {
        guard (1970...9999).contains(year), let date = CivilDate(year: year, month: month, day: day) else { return nil }
        self.init(startOf: date)
    }

    /// The first moment of a day in Japan.
    package init(startOf date: CivilDate) {
        self.init(milliseconds: Int64(date.daysSince1970 * 86_400 - Moment.secondsAhead) * 1000)
    }

    /// The day in Japan.
    package var day: CivilDate { inJapan.date }

    /// What the clocks in Japan show.
    package var inJapan: CivilTime {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return CivilTime(secondsSince1970: rest < 0 ? seconds - 1 : seconds, offset: Moment.secondsAhead)
    }

    /// Japan's clocks are so many seconds ahead of UTC.
    private static let secondsAhead = 9 * 3600
}
