@testable import Settings
import Telephony
import Testing

/// FAULT-11, one call at a time.
@Suite struct ConfirmingCallsTests {
    private let silence = LineCallOutcome.failed("no answer", isInDoubt: true)

    /// Lines of one exchange, with the calls that go on.
    private struct Exchange {
        var schedule: CallSchedule
        var tenth = 0
        var calls: [(call: CallSchedule.Call, endsAt: Int, outcome: LineCallOutcome)] = []
        var placed: [(contract: Int, tenth: Int, patience: Duration)] = []

        init(_ lines: Int, _ change: (inout LineMonitorPolicy) -> Void = { _ in }) throws {
            var policy = LineMonitorPolicy()
            change(&policy)
            schedule = CallSchedule(policy)
            for line in 1...lines {
                schedule.set(try #require(PhoneNumber("031234\(1000 + line)")), for: line)
            }
        }

        /// - Parameter answer: what comes of a call, after how many tenths of a second; nil: silence for its patience.
        mutating func run(tenths: Int, _ answer: (CallSchedule.Call) -> (LineCallOutcome, Int)?) {
            for _ in 0..<tenths {
                for ended in calls where ended.endsAt == tenth { schedule.end(ended.call, ended.outcome) }
                calls.removeAll { $0.endsAt <= tenth }
                for call in schedule.take(at: .milliseconds(tenth * 100)) {
                    let (outcome, wait) =
                        answer(call) ?? (.failed("no answer", isInDoubt: true), Int(call.patience / .milliseconds(100)))
                    calls.append((call, tenth + max(wait, 1), outcome))
                    placed.append((call.contract, tenth, call.patience))
                }
                tenth += 1
            }
        }

        func times(of contract: Int) -> [Int] { placed.filter { $0.contract == contract }.map(\.tenth) }
    }

    @Test func `FAULT-11 a first failure is confirmed at once by three calls of shorter patience, and then no more`()
        throws
    {
        var exchange = try Exchange(1)
        exchange.run(tenths: 1500) { _ in nil }
        let first = try #require(exchange.placed.first)
        let burst = exchange.placed.filter { $0.tenth < first.tenth + 700 }
        #expect(burst.map { $0.tenth - first.tenth } == [0, 200, 280, 360])
        #expect(burst.map(\.patience) == [.seconds(20), .seconds(8), .seconds(8), .seconds(8)])
        #expect(exchange.placed.count - burst.count <= 1)
    }

    @Test func `FAULT-11 one call that reaches ends the confirming`() throws {
        var exchange = try Exchange(1)
        var calls = 0
        exchange.run(tenths: 1100) { _ in
            calls += 1
            return calls == 1 ? nil : (.reached("180"), 5)
        }
        #expect(exchange.placed.count <= 3)
        #expect(exchange.schedule.counts.suspects == 0)
    }

    @Test func `FAULT-11 who refuses at once is called again after the patience, not at once`() throws {
        var exchange = try Exchange(1)
        exchange.run(tenths: 1300) { _ in (.failed("503", isInDoubt: true), 1) }
        let times = exchange.times(of: 1).prefix(4)
        for (one, next) in zip(times, times.dropFirst()) { #expect(next - one == 80) }
    }

    @Test func `FAULT-11 calls that were given up on our side or cannot be read confirm nothing`() throws {
        var exchange = try Exchange(1)
        var calls = 0
        exchange.run(tenths: 1100) { _ in
            calls += 1
            return calls == 1 ? nil : (.abandoned("too many calls are open"), 1)
        }
        #expect(exchange.placed.count <= 3)
        #expect(exchange.schedule.counts.suspects == 1)
    }

    @Test func `FAULT-11 when three lines of a district fail its others are called next, with the shorter patience`()
        throws
    {
        var exchange = try Exchange(120)
        // Until all have been reached once; then all go dark.
        exchange.run(tenths: 1300) { _ in (.reached("180"), 5) }
        let cut = exchange.tenth
        exchange.run(tenths: 600) { _ in nil }
        for contract in 1...120 {
            let dark = exchange.placed.filter { $0.contract == contract && $0.tenth >= cut }
            #expect(dark.count >= 4)
            #expect((dark.dropFirst(3).first?.tenth ?? .max) - cut < 500)
        }
        #expect(exchange.schedule.counts.suspects == 120)
    }

    @Test func `FAULT-11 calls out of turn keep to their cap, however many lines fail`() throws {
        var exchange = try Exchange(2000) { $0.confirmingCallsASecond = 20 }
        exchange.run(tenths: 1300) { _ in (.reached("180"), 5) }
        let cut = exchange.tenth
        exchange.run(tenths: 600) { _ in nil }
        for second in stride(from: cut, to: exchange.tenth, by: 10) {
            let short = exchange.placed.count { $0.tenth >= second && $0.tenth < second + 10 }
            // 17 of the rounds, more or less, and 20.
            #expect(short < 60)
        }
    }

    @Test func `FAULT-11 where places are scarce the rounds of the others go on`() throws {
        var exchange = try Exchange(600) { $0.callsAtATime = 40 }
        exchange.run(tenths: 1300) { _ in (.reached("180"), 5) }
        let cut = exchange.tenth
        // Half of the lines go dark.
        exchange.run(tenths: 2600) { $0.contract % 2 == 0 ? nil : (.reached("180"), 5) }
        for contract in stride(from: 1, to: 600, by: 2) {
            let times = [cut] + exchange.times(of: contract).filter { $0 >= cut } + [exchange.tenth]
            for (one, next) in zip(times, times.dropFirst()) { #expect(next - one < 2 * 1320) }
        }
    }

    @Test func `FAULT-11 a line that had failed before the program ended is called at once after it has begun`() throws
    {
        var schedule = CallSchedule(LineMonitorPolicy())
        schedule.set(
            try #require(PhoneNumber("0312341001")), for: 1, LineState(condition: .normal, failures: 2))
        schedule.set(try #require(PhoneNumber("0312341002")), for: 2, LineState(condition: .faulty, failures: 4))
        let calls = schedule.take(at: .zero)
        #expect(calls.map(\.contract) == [1])
        schedule.end(calls[0], silence)
        #expect(schedule.counts == LineCounts(suspects: 1, lines: 1))
    }

    @Test func `FAULT-1 what a call comes to after its line was removed or has another number counts no more`() throws {
        var exchange = try Exchange(1)
        var call: CallSchedule.Call?
        while call == nil {
            call = exchange.schedule.take(at: .milliseconds(exchange.tenth * 100)).first
            exchange.tenth += 1
        }
        let placed = try #require(call)
        exchange.schedule.set(try #require(PhoneNumber("0312349999")), for: 1)
        let counts = exchange.schedule.end(placed, silence)
        #expect(!counts)
        #expect(exchange.schedule.outCount == 0 && exchange.schedule.counts.suspects == 0)
    }
}
