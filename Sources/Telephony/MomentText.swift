/// Dates as people in Japan read them (Asia/Tokyo, which has no summer time) and as machines do.
extension Moment {
    private static let tokyoOffset: Int64 = 9 * 3600

    /// 「2026年11月21日」
    package var dateText: String {
        let date = tokyo
        return "\(date.year)年\(date.month)月\(date.day)日"
    }

    /// 「2026年11月21日 15:04」
    package var dateAndTimeText: String {
        let date = tokyo
        return "\(dateText) \(Moment.padded(date.hour)):\(Moment.padded(date.minute))"
    }

    /// `2026-11-21T15:04:05+09:00`, for `<time datetime>`.
    package var machineText: String {
        let date = tokyo
        let day = "\(date.year)-\(Moment.padded(date.month))-\(Moment.padded(date.day))"
        return "\(day)T\(Moment.padded(date.hour)):\(Moment.padded(date.minute)):\(Moment.padded(date.second))+09:00"
    }

    /// `2026-11-21 15:04:05`, which spreadsheets read as a date; in Japan's time.
    package var spreadsheetText: String {
        let text = machineText
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }

    /// From 0 to 23, in Japan's time.
    package var hourInJapan: Int { Int(tokyo.hour) }

    /// `2026-11-21`, as `<input type=date>` has it; in Japan's time.
    package var dayText: String { String(machineText.prefix(10)) }

    /// The first moment of a day in Japan; nil when the calendar has no such day, or nobody means it.
    package init?(startOfDay day: Int, month: Int, year: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(milliseconds: (days * 86400 - Moment.tokyoOffset) * 1000)
        // The 31st of a month of 30 days has become the 1st of the next.
        guard tokyo.day == day, tokyo.month == month else { return nil }
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private struct Calendar {
        let year, month, day, hour, minute, second: Int64
    }

    /// Civil date from a day count (Howard Hinnant's algorithm): no calendar object on the way of a request.
    private var tokyo: Calendar {
        let seconds = Moment.floorDivide(milliseconds, 1000) + Moment.tokyoOffset
        let days = Moment.floorDivide(seconds, 86400)
        let time = seconds - days * 86400
        let shifted = days + 719_468
        let era = Moment.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return Calendar(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
            hour: time / 3600, minute: time % 3600 / 60, second: time % 60)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
