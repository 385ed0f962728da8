@testable import Accounts
@testable import Telephony
import Testing

@Suite struct SignInThrottleTests {
    private let now = Moment(milliseconds: 1_795_230_000_000)

    private func isRefused(_ throttle: SignInThrottle, from address: String, on number: String) -> Bool {
        if case .refuse = throttle.attempt(from: address, on: number, at: now) { true } else { false }
    }

    @Test func `AUTH-11 an IPv6 network has as many attempts as one IPv4 address`() {
        let throttle = SignInThrottle(attemptsPerMinute: 3)
        for host in 1...3 { #expect(!isRefused(throttle, from: "2001:db8:1:2::\(host)", on: "031234000\(host)")) }
        #expect(isRefused(throttle, from: "2001:db8:1:2:ffff::9", on: "0312340009"))
        #expect(!isRefused(throttle, from: "2001:db8:1:3::1", on: "0312340009"))
        #expect(!isRefused(throttle, from: "192.0.2.1", on: "0312340009"))
        #expect(!isRefused(throttle, from: "192.0.2.2", on: "0312340009"))
    }

    @Test func `AUTH-11 a clock that was put back keeps nobody out`() {
        let throttle = SignInThrottle(attemptsPerMinute: 1)
        #expect(!isRefused(throttle, from: "192.0.2.1", on: "0312340001"))
        #expect(isRefused(throttle, from: "192.0.2.1", on: "0312340001"))
        let before = throttle.attempt(from: "192.0.2.1", on: "0312340001", at: now - .hours(1))
        #expect(before == .proceed(after: .zero))
    }

    @Test func `AUTH-11 of however many addresses, no more than 60 are told of in a minute`() {
        let throttle = SignInThrottle(attemptsPerMinute: 0)
        func told(at now: Moment) -> Int {
            (0..<500).count { place in
                let verdict = throttle.attempt(from: "198.51.\(place / 250).\(place % 250)", on: "0312340001", at: now)
                if case .refuse(_, isTold: true, _) = verdict { return true }
                return false
            }
        }
        #expect(told(at: now) == 60)
        #expect(told(at: now + .seconds(30)) == 0)
        #expect(told(at: now + .minutes(1)) == 60)
    }

    @Test func `AUTH-11 misses slow the next entry of that number, whether it exists or not, for everybody`() {
        let throttle = SignInThrottle(attemptsPerMinute: 100)
        for _ in 1...3 { throttle.failed("0312340001", at: now) }
        #expect(
            throttle.attempt(from: "192.0.2.9", on: "0312340001", at: now) == .proceed(after: .milliseconds(250)))
        #expect(throttle.attempt(from: "192.0.2.9", on: "0312340002", at: now) == .proceed(after: .zero))
        for _ in 1...9 { throttle.failed("0312340001", at: now) }
        #expect(throttle.attempt(from: "192.0.2.9", on: "0312340001", at: now) == .proceed(after: .seconds(2)))
        throttle.succeeded("0312340001")
        #expect(throttle.attempt(from: "192.0.2.9", on: "0312340001", at: now) == .proceed(after: .zero))
    }
}
