/// A moment as mails are dated (RFC 5322 § 3.3): `Sat, 21 Nov 2026 09:30:00 +0900`.
enum MailDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// 1 January 1970 was a Thursday.
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    /// Years of four digits, as the grammar asks.
    private static let range: ClosedRange<Int64> = -62_135_596_800 + 86_400...253_402_300_799 - 86_400

    /// - Parameters:
    ///   - seconds: since 1970 UTC; beyond the years 1 to 9999 the nearest moment in them.
    ///   - zoneMinutes: east of Greenwich; at most a day.
    static func text(_ seconds: Int64, zoneMinutes: Int) -> String {
        let zone = min(max(zoneMinutes, -1439), 1439)
        let local = min(max(seconds, range.lowerBound), range.upperBound) + Int64(zone) * 60
        let day = floorDivide(local, 86_400)
        let second = Int(local - day * 86_400)
        let date = civil(day)
        let weekday = weekdays[Int(day - floorDivide(day, 7) * 7)]
        let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        let offset = "\(zone < 0 ? "-" : "+")\(two(abs(zone) / 60))\(two(abs(zone) % 60))"
        let year = String(repeating: "0", count: max(0, 4 - "\(date.year)".count)) + "\(date.year)"
        return "\(weekday), \(date.day) \(months[date.month - 1]) \(year) \(time) \(offset)"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }

    /// The Gregorian date of a day counted from 1970, by eras of 400 years that begin on 1 March.
    private static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
        let year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        return (year, month, Int(dayOfYear - (153 * marchMonth + 2) / 5) + 1)
    }
}
