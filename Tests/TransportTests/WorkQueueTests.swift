import Testing
import Threads

@testable import Transport

@Suite struct WorkQueueTests {
    private struct Failed: Error {}

    @Test func `work gives its result or its error`() async throws {
        let queue = try WorkQueue(name: "work", threads: 2, capacity: 10)
        #expect(try await queue.run { 6 * 7 } == 42)
        await #expect(throws: Failed.self) { try await queue.run { throw Failed() } }
        queue.stop()
    }

    @Test func `a full queue says so at once, and takes work again when there is room`() async throws {
        let queue = try WorkQueue(name: "work", threads: 1, capacity: 2)
        let started = Mailbox<Bool>()
        let gate = Semaphore()
        let first = Task {
            try await queue.run {
                started.put(true)
                gate.wait()
            }
        }
        while started.isEmpty { await Task.yield() }
        let done = Mailbox<Int>()
        for number in 0..<2 { try queue.add { done.put(number) } }
        await #expect(throws: WorkQueueError.full) { try await queue.run {} }
        gate.signal()
        try await first.value
        #expect((done.next(), done.next()) == (0, 1))
        #expect(try await queue.run { 3 } == 3)
        queue.stop()
    }

    @Test func `a stopped queue finishes what waits and takes no more`() async throws {
        let queue = try WorkQueue(name: "work", threads: 1, capacity: 5000)
        let tasks = (0..<3000).map { number in Task { try await queue.run { number } } }
        var sum = 0
        for task in tasks { sum += try await task.value }
        queue.stop()
        #expect(sum == 2999 * 3000 / 2)
        await #expect(throws: WorkQueueError.stopped) { try await queue.run {} }
    }
}
