/// A day of the Gregorian calendar, carried on before its beginning as ISO 8601 does. Reckoned without calendar objects or
/// the system's tables: it stands on the way of every request.
public struct CivilDate: Sendable, Hashable {
    /// The year; 0 is the one before the year 1.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// The day so many days after 1 January 1970, or before it.
    ///
    /// In years that begin with March, so that the leap day is a year's last, and in eras of 400 years, which all have
    /// 146,097 days (Howard Hinnant's algorithm).
    public init(daysSince1970: Int) {
        let shifted = daysSince1970 + Self.daysToMarch0
        let era = shifted.floorQuotient(Self.daysOfEra)
        let dayOfEra = shifted - era * Self.daysOfEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    }

    /// A day by its numbers; nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (-999_999...999_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // The 31st of a month of 30 days comes back as the 1st of the next.
        self.init(daysSince1970: Self.days(year, month, day))
        guard self.month == month, self.day == day else { return nil }
    }

    /// Days from 1 January 1970 to this one.
    public var daysSince1970: Int { Self.days(year, month, day) }

    private static let daysOfEra = 146_097
    /// From 1 March of the year 0 to 1 January 1970.
    private static let daysToMarch0 = 719_468

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.floorQuotient(400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * daysOfEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - daysToMarch0
    }
}

extension CivilDate {
    /// The day's name as mails and HTTP write it: `Sun`.
    public var weekdayAbbreviation: String {
        // 1 January 1970 was a Thursday.
        let days = daysSince1970
        return ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][days - days.floorQuotient(7) * 7]
    }

    /// The month's name as mails and HTTP write it: `Nov`.
    public var monthAbbreviation: String {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    }
}
