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

    @Test func `AUTH-16 the time that is told follows how long work has taken`() async throws {
        let lane = threads.lane(width: 2)
        #expect(lane.wait(of: WorkTurn(.stranger)) == .milliseconds(100))
        var tasks: [Task<String, any Error>] = []
        for place in UInt8(1)...20 {
            let turn = WorkTurn(.stranger, ["\(place)"], name: [place])
            tasks.append(await begin(lane, turn, takes: .milliseconds(200)))
        }
        // Two threads are about to take the first two of twenty.
        #expect(lane.wait(of: WorkTurn(.stranger, ["20"], name: [20])) == .milliseconds(1050))
        threads.work()
        for task in tasks { #expect(try await task.value == "done") }
        #expect(lane.wait(of: WorkTurn(.stranger)) > .milliseconds(150))
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
