@testable import Shell
import TestSite
import Testing

@Suite struct FairLaneTests {
    private let threads = TestThreads()

    /// Returns when the piece waits.
    private func begin(_ lane: FairLane, _ turn: WorkTurn, takes: Duration = .zero) async -> Task<String, any Error> {
        let before = lane.count
        let task = Task {
            try await lane.run(turn) { [threads] in
                threads.pass(takes)
                return "done"
            }
        }
        while lane.count == before { await Task.yield() }
        return task
    }

    @Test func `Work is done, and threads are asked for no more than are there`() async throws {
        let lane = threads.lane(width: 2)
        var tasks: [Task<String, any Error>] = []
        for place in 1...5 { tasks.append(await begin(lane, WorkTurn(.stranger, ["\(place)"]))) }
        #expect(threads.asked == 2)
        threads.work()
        for task in tasks { #expect(try await task.value == "done") }
        let again = await begin(lane, WorkTurn(.stranger))
        threads.work()
        #expect(try await again.value == "done")
    }

    @Test func `AUTH-16 the time that is told follows how long work takes`() async throws {
        let lane = threads.lane(width: 2)
        #expect(lane.wait(of: WorkTurn(.stranger)) == .milliseconds(100))
        var tasks: [Task<String, any Error>] = []
        for place in UInt8(1)...20 {
            let turn = WorkTurn(.stranger, ["\(place)"], name: [place])
            tasks.append(await begin(lane, turn, takes: .milliseconds(200)))
        }
        // Nineteen before it by two threads, and the last one itself.
        #expect(lane.wait(of: WorkTurn(.stranger, ["20"], name: [20])) == .milliseconds(1075))
        threads.work()
        for task in tasks { #expect(try await task.value == "done") }
        #expect(lane.wait(of: WorkTurn(.stranger)) > .milliseconds(190))
    }

    @Test func `AUTH-16 how long work takes is measured before anybody has to wait`() async throws {
        let lane = threads.lane(width: 2)
        let measuring = Task { [threads] in await lane.measure { threads.pass(.milliseconds(300)) } }
        while lane.count < 2 { await Task.yield() }
        threads.work()
        await measuring.value
        #expect(lane.wait(of: WorkTurn(.stranger)) == .milliseconds(300))
    }

    @Test func `AUTH-16 work that nobody waits for tells nothing of how long people wait`() async throws {
        let lane = threads.lane()
        let job = await begin(lane, WorkTurn(.background), takes: .seconds(7))
        threads.work()
        #expect(try await job.value == "done")
        #expect(lane.wait(of: WorkTurn(.stranger)) == .milliseconds(100))
    }

    @Test func `What is withdrawn, displaced or stopped is told so and never done`() async throws {
        let lane = threads.lane(capacity: 3)
        let first = await begin(lane, WorkTurn(.stranger, ["a"], name: [1]))
        let second = await begin(lane, WorkTurn(.stranger, ["a"], name: [2]))
        let third = await begin(lane, WorkTurn(.stranger, ["b"], name: [3]))
        let newcomer = Task { try await lane.run(WorkTurn(.stranger, ["c"], name: [4])) { "done" } }
        await #expect(throws: WorkLaneError.full) { try await second.value }
        lane.withdraw([3])
        await #expect(throws: WorkLaneError.withdrawn) { try await third.value }
        lane.stop()
        await #expect(throws: WorkLaneError.stopped) { try await first.value }
        await #expect(throws: WorkLaneError.stopped) { try await newcomer.value }
        await #expect(throws: WorkLaneError.stopped) { try await lane.run(WorkTurn(.known)) { "done" } }
        threads.work()
    }
}
