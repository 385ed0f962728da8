@testable import Settings
@testable import Telephony
import Testing

@Suite struct CallScheduleTests {
    private let number = PhoneNumber("0312340001")

    private func schedule(_ lines: Int, interval: Duration = .seconds(120), limit: Int = 10_000) throws -> CallSchedule
    {
        var policy = LineMonitorPolicy()
        (policy.interval, policy.callsAtATime) = (interval, limit)
        var schedule = CallSchedule(policy)
        let number = try #require(number)
        for contract in 1...lines { schedule.set(number, for: contract) }
        return schedule
    }

    /// Calls that end at once, by the tenth of a second they were placed in.
    private func run(_ schedule: inout CallSchedule, from: Int = 0, tenths: Int) -> [[Int]] {
        (from..<from + tenths).map { tenth in
            let calls = schedule.take(at: .milliseconds(tenth * 100))
            for call in calls { schedule.end(call, .reached("180")) }
            return calls.map(\.contract)
        }
    }

    @Test func `FAULT-1 in every interval each line is called once, but for the jitter at its edges`() throws {
        var schedule = try schedule(1000)
        let calls = run(&schedule, tenths: 12_001)
        var counts: [Int: Int] = [:]
        for contract in calls.joined() { counts[contract, default: 0] += 1 }
        #expect(counts.count == 1000)
        #expect(counts.values.allSatisfy { (9...11).contains($0) })
        #expect(schedule.missedCount == 0)
    }

    @Test func `FAULT-1 the calls of one line are an interval apart, a tenth more or less`() throws {
        var schedule = try schedule(200)
        let calls = run(&schedule, tenths: 6000)
        for contract in [1, 77, 200] {
            let times = calls.indices.filter { calls[$0].contains(contract) }
            for (one, next) in zip(times, times.dropFirst()) { #expect((1079...1321).contains(next - one)) }
            // The jitter is one: no two distances alike for long.
            #expect(Set(zip(times, times.dropFirst()).map { $1 - $0 }).count > 1)
        }
    }

    @Test func `FAULT-1 the calls are spread evenly, from the first second after a start`() throws {
        var schedule = try schedule(12_000)
        let calls = run(&schedule, tenths: 2400)
        let seconds = stride(from: 0, to: 2400, by: 10).map { start in calls[start..<start + 10].joined().count }
        // A hundred a second, on the average.
        #expect(seconds.allSatisfy { $0 < 140 })
        #expect(seconds.dropFirst(12).allSatisfy { $0 > 60 })
    }

    @Test func `FAULT-1 a program that was held up for an hour does not call everybody at once`() throws {
        var schedule = try schedule(12_000)
        _ = run(&schedule, tenths: 600)
        let calls = schedule.take(at: .seconds(3660))
        #expect(calls.count < 250)
    }

    @Test func `FAULT-1 no more calls at a time than the limit, and those that wait are placed as others end`() throws {
        var schedule = try schedule(100, interval: .seconds(10), limit: 5)
        var out: [CallSchedule.Call] = []
        for tenth in 0..<50 { out += schedule.take(at: .milliseconds(tenth * 100)) }
        #expect(out.count == 5)
        for call in out { schedule.end(call, .reached("180")) }
        let next = schedule.take(at: .milliseconds(5000))
        #expect(next.count == 5)
        #expect(next.allSatisfy { $0.lateness > 0 })
        #expect(Set(out.map(\.contract)).isDisjoint(with: next.map(\.contract)))
    }

    @Test func `FAULT-1 a line is not called while its last call goes on, which counts as a missed round`() throws {
        var schedule = try schedule(1, interval: .seconds(5))
        var placed: [CallSchedule.Call] = []
        for tenth in 0..<200 { placed += schedule.take(at: .milliseconds(tenth * 100)) }
        #expect(placed.count == 1)
        #expect(schedule.missedCount >= 2)
        schedule.end(try #require(placed.first), .reached("180"))
        for tenth in 200..<260 { placed += schedule.take(at: .milliseconds(tenth * 100)) }
        #expect(placed.count == 2)
    }

    @Test func `FAULT-1 a line that is removed is not called again, and one that comes is within the interval`() throws
    {
        var schedule = try schedule(3, interval: .seconds(5))
        _ = run(&schedule, tenths: 60)
        schedule.remove(2)
        schedule.set(try #require(number), for: 4)
        let calls = Set(run(&schedule, from: 60, tenths: 55).joined())
        #expect(calls == [1, 3, 4])
    }
}
