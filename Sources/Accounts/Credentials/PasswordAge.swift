package import Telephony

/// AUTH-8: how long a regular password serves. A day is exactly 24 hours.
package struct PasswordAge: Sendable, Equatable {
    /// 0: passwords never expire.
    package var lifetimeDays: Int
    /// How many days before the end people are warned.
    var warningDays: Int

    package init(lifetimeDays: Int = 60, warningDays: Int = 7) {
        self.lifetimeDays = lifetimeDays
        self.warningDays = warningDays
    }

    /// The first moment at which a password set then must be replaced; nil when that never comes.
    func end(setAt: Moment) -> Moment? {
        lifetimeDays > 0 ? setAt + .days(lifetimeDays) : nil
    }

    func hasExpired(setAt: Moment, at now: Moment) -> Bool {
        end(setAt: setAt).map { now >= $0 } ?? false
    }

    /// The end to warn of, from the warning days on; also when it has passed, for who was signed in before.
    package func warning(setAt: Moment, at now: Moment) -> Moment? {
        guard let end = end(setAt: setAt), now >= end - .days(warningDays) else { return nil }
        return end
    }

    /// Days left as people count them: a day that has begun is a day, so that it never says 0 before the end.
    package static func daysLeft(until end: Moment, at now: Moment) -> Int {
        let day = Duration.days(1).milliseconds
        return Int((max(0, (end - now).milliseconds) + day - 1) / day)
    }
}
