import Synchronization
internal import Threads

/// A write on its way: what to do inside the transaction, and whom to tell.
struct PendingWrite: Sendable {
    /// Whether it is taken while the disk is full.
    let isUrgent = Urgency.isUrgent
    /// Runs on the writer's thread inside a savepoint. Returns how to acknowledge, to be called after the commit.
    let perform: @Sendable (Connection) throws -> @Sendable () -> Void
    /// Called instead when nothing of this write was kept.
    let fail: @Sendable (any Error) -> Void
}

/// The bounded line before the writer's thread.
final class WriteQueue: Sendable {
    private struct State {
        var writes: [PendingWrite] = []
        var isWriterAsleep = false
        var isClosed = false
    }

    private let capacity: Int
    private let state = Mutex(State())
    private let awake = Semaphore()

    /// A queue in which up to `capacity` writes wait.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds a write at the end. The writer is woken only if it sleeps: while it commits, a group gathers.
    func add(_ write: PendingWrite) throws {
        let mustWake = try state.withLock { state in
            if state.isClosed { throw DatabaseError.closed }
            if state.writes.count >= capacity { throw DatabaseError.busy }
            state.writes.append(write)
            defer { state.isWriterAsleep = false }
            return state.isWriterAsleep
        }
        if mustWake { awake.signal() }
    }

    /// Everything that waits, oldest first; blocks while nothing does. Nil when the queue is closed and empty.
    func takeAll() -> [PendingWrite]? {
        while true {
            let (writes, isClosed) = state.withLock { state in
                defer { state.writes.removeAll() }
                state.isWriterAsleep = state.writes.isEmpty && !state.isClosed
                return (state.writes, state.isClosed)
            }
            if !writes.isEmpty { return writes }
            if isClosed { return nil }
            awake.wait()
        }
    }

    /// Refuses further writes. False when it was closed already.
    func close() -> Bool {
        let (wasOpen, mustWake) = state.withLock { state in
            defer {
                state.isClosed = true
                state.isWriterAsleep = false
            }
            return (!state.isClosed, state.isWriterAsleep)
        }
        if mustWake { awake.signal() }
        return wasOpen
    }
}
