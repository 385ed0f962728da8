import SIP
import Shell
import Synchronization
import Telephony
import Testing

@testable import hikari

@Suite struct RedirectTallyTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    @Test func `CALL-2 the log tells once a minute what exchanges have asked since, and warns of those not heard`() {
        let lines = Lines()
        let log = Log(now: { Moment(milliseconds: 0) }) { line in
            lines.all.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        var tally = RedirectTally()
        var counts = RedirectCounts()
        func pass(minutes: Int) { tally.tell(counts, at: UInt64(minutes) * RedirectTally.pace, log) }
        pass(minutes: 1)
        counts.forwarded = 3
        tally.tell(counts, at: RedirectTally.pace + 1, log)
        #expect(lines.all.withLock { $0.isEmpty })
        pass(minutes: 2)
        pass(minutes: 3)
        counts.forwarded = 4
        counts.strangers = 1
        pass(minutes: 4)
        let told = lines.all.withLock { $0 }
        #expect(told.count == 2)
        #expect(told.first?.contains(#""level":"information""#) == true)
        #expect(told.first?.contains(#""forwarded":"3""#) == true)
        #expect(told.last?.contains(#""level":"warning""#) == true)
        #expect(told.last?.contains(#""forwarded":"1""#) == true)
    }
}
