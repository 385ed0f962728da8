internal import CivilCalendar
internal import Encodings

/// Dates as HTTP writes them: "Sun, 06 Nov 1994 08:49:37 GMT" (IMF-fixdate, RFC 9110 § 5.6.7).
enum HTTPDate {
    /// The text for so many seconds since 1970 UTC; for the years 1970 to 9999.
    static func text(_ seconds: Int64) -> String {
        let now = CivilTime(secondsSince1970: seconds)
        let date = now.date
        let day = "\(date.weekdayAbbreviation), \(two(date.day)) \(date.monthAbbreviation) \(date.year)"
        return "\(day) \(two(now.hour)):\(two(now.minute)):\(two(now.second)) GMT"
    }

    private static func two(_ number: Int) -> String { number.zeroPadded(to: 2) }
}
