@testable import Accounts
@testable import Telephony
import Testing

struct PasswordAgeTests {
    private let setAt = Moment(milliseconds: 1_800_000_000_000)
    private let age = PasswordAge()

    @Test func `AUTH-8 a password expires after exactly 60 times 24 hours`() {
        #expect(!age.hasExpired(setAt: setAt, at: setAt + .days(60) - .milliseconds(1)))
        #expect(age.hasExpired(setAt: setAt, at: setAt + .days(60)))
    }

    @Test func `AUTH-8 a lifetime of 0 means never, without a warning`() {
        let never = PasswordAge(lifetimeDays: 0)
        #expect(!never.hasExpired(setAt: setAt, at: setAt + .days(10_000)))
        #expect(never.warning(setAt: setAt, at: setAt + .days(10_000)) == nil)
    }

    @Test func `AUTH-8 the warning comes from day 53 on and ends with the password`() {
        #expect(age.warning(setAt: setAt, at: setAt + .days(53) - .milliseconds(1)) == nil)
        #expect(age.warning(setAt: setAt, at: setAt + .days(53)) == setAt + .days(60))
        // Who was signed in before still has to do it.
        #expect(age.warning(setAt: setAt, at: setAt + .days(61)) == setAt + .days(60))
    }

    @Test func `AUTH-8 days left are counted up, so that the last day is day 1`() {
        let end = setAt + .days(60)
        #expect(PasswordAge.daysLeft(until: end, at: setAt + .days(53)) == 7)
        #expect(PasswordAge.daysLeft(until: end, at: setAt + .days(53) + .milliseconds(1)) == 7)
        #expect(PasswordAge.daysLeft(until: end, at: end - .milliseconds(1)) == 1)
    }
}
