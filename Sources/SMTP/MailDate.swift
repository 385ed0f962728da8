internal import CivilCalendar
internal import Encodings

/// A moment as mails are dated (RFC 5322 § 3.3): `Sat, 21 Nov 2026 09:30:00 +0900`.
enum MailDate {
    /// Years of four digits, as the grammar asks.
    private static let range: ClosedRange<Int64> = -62_135_596_800 + 86_400...253_402_300_799 - 86_400

    /// - Parameters:
    ///   - seconds: since 1970 UTC; beyond the years 1 to 9999 the nearest moment in them.
    ///   - zoneMinutes: east of Greenwich; at most a day.
    static func text(_ seconds: Int64, zoneMinutes: Int) -> String {
        let zone = min(max(zoneMinutes, -1439), 1439)
        let seconds = min(max(seconds, range.lowerBound), range.upperBound)
        let local = CivilTime(secondsSince1970: seconds, offset: zone * 60)
        let date = local.date
        let day = "\(date.day) \(date.monthAbbreviation) \(date.year.zeroPadded(to: 4))"
        let time = "\(two(local.hour)):\(two(local.minute)):\(two(local.second))"
        let offset = "\(zone < 0 ? "-" : "+")\(two(abs(zone) / 60))\(two(abs(zone) % 60))"
        return "\(date.weekdayAbbreviation), \(day) \(time) \(offset)"
    }

    private static func two(_ number: Int) -> String { number.zeroPadded(to: 2) }
}
