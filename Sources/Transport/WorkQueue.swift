internal import CLinux
internal import Glibc
internal import Threads

/// Threads for work too long for a loop, with a bounded queue before them.
public final class WorkQueue: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var nextWaiting = 0
        var isStopped = false

        var count: Int { waiting.count - nextWaiting }
    }

    /// How many pieces of work may wait, besides those being done.
    public let capacity: Int
    private let state = Guarded(State())
    private let pending = Semaphore()
    private let threads = Guarded<[NamedThread]>([])

    /// Starts the threads.
    /// - Parameters:
    ///   - name: of the threads.
    ///   - threads: how many pieces of work are done at a time; for hashing that is a limit of memory as well.
    ///   - niceness: 0…19; at 10 the work yields to the loops.
    ///   - capacity: how many pieces may wait.
    public init(name: String, threads: Int, niceness: Int = 10, capacity: Int) throws {
        self.capacity = capacity
        for _ in 0..<max(1, threads) {
            let thread = try NamedThread(name: name) { [self] in
                _ = linux_set_thread_niceness(Int32(niceness))
                work()
            }
            self.threads.withLock { $0.append(thread) }
        }
    }

    /// Does the work on one of the threads and comes back to the caller's executor with its result.
    /// - Throws: `WorkQueueError.full` at once when too much waits already, `.stopped`, or what the work throws.
    public func run<Success: Sendable>(_ body: @escaping @Sendable () throws -> Success) async throws -> Success {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try add { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Takes no more work, does what waits, and returns when the threads have ended. Not from one of them.
    public func stop() {
        state.withLock { $0.isStopped = true }
        let threads = self.threads.withLock { threads in
            let all = threads
            threads = []
            return all
        }
        for _ in threads { pending.signal() }
        for thread in threads { thread.join() }
    }

    /// Has a piece of work done by one of the threads, without waiting for it.
    /// - Throws: `WorkQueueError`.
    public func add(_ piece: @escaping @Sendable () -> Void) throws {
        try state.withLock { state in
            guard !state.isStopped else { throw WorkQueueError.stopped }
            guard state.count < capacity else { throw WorkQueueError.full }
            state.waiting.append(piece)
        }
        pending.signal()
    }

    /// A thread's life: it ends when it is woken and nothing waits, which only `stop` brings about.
    private func work() {
        while true {
            pending.wait()
            guard let piece = takeFirst() else { return }
            piece()
        }
    }

    private func takeFirst() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard state.count > 0 else { return nil }
            let piece = state.waiting[state.nextWaiting]
            state.waiting[state.nextWaiting] = {}
            state.nextWaiting += 1
            if state.nextWaiting == state.waiting.count || state.nextWaiting > 1024 {
                state.waiting.removeFirst(state.nextWaiting)
                state.nextWaiting = 0
            }
            return piece
        }
    }
}

/// Why a piece of work was not taken.
public enum WorkQueueError: Error, Sendable, Equatable {
    /// Too much waits already: the caller should ask its client to come back later (503).
    case full
    /// The queue was stopped.
    case stopped
}
