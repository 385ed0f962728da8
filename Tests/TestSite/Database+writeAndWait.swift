import Dispatch
package import SQLite
import Synchronization

extension Database {
    /// The same as `write` for tests that set something up: comes back after the commit.
    @discardableResult
    package func writeAndWait<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) throws -> T {
        let outcome = Mutex<Result<T, any Error>?>(nil)
        let thread = WaitingThread()
        Task(executorPreference: thread) { [self] in
            do {
                let value = try await write(body)
                outcome.withLock { $0 = .success(value) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
        }
        while true {
            thread.runNext()
            if let outcome = outcome.withLock({ $0 }) { return try outcome.get() }
        }
    }
}

/// A thread that itself does what it waits for: all the others may be waiting too.
private final class WaitingThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let arrived = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrived.signal()
    }

    func runNext() {
        arrived.wait()
        jobs.withLock { $0.removeFirst() }.runSynchronously(on: asUnownedTaskExecutor())
    }
}
