/// A second of a civil day, as a clock on the wall of some place shows it.
public struct CivilTime: Sendable, Hashable {
    /// The day.
    public let date: CivilDate
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59: there are no leap seconds in seconds since 1970.
    public let second: Int

    /// - Parameters:
    ///   - secondsSince1970: in UTC.
    ///   - offset: seconds that the place's clocks are ahead of UTC; Japan's are by 32,400.
    public init(secondsSince1970: Int64, offset: Int = 0) {
        let local = Int(secondsSince1970) + offset
        let days = local.floorQuotient(86_400)
        let secondOfDay = local - days * 86_400
        date = CivilDate(daysSince1970: days)
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }
}

extension Int {
    /// The quotient rounded down, so that the days before 1970 count backwards as those after it count forwards.
    func floorQuotient(_ divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}
