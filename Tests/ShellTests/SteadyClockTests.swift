@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct SteadyClockTests {
    @Test func `The steady clock goes on where the other one is put back`() {
        let clock = TestClock()
        let steady = SteadyClock(now: { clock.now }, elapsed: { clock.elapsed })
        let start = steady.now
        clock.advance(.minutes(1))
        #expect(steady.now - start == .minutes(1))
        clock.advance(.hours(-2))
        #expect(steady.now - start == .minutes(1))
        clock.advance(.minutes(5))
        #expect(steady.now - start == .minutes(6))
    }
}
