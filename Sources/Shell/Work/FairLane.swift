import Synchronization

/// A lane in which people take turns, before threads that somebody else keeps (AUTH-16).
package final class FairLane: WorkLane {
    /// A piece of work: done, or told that it will not be.
    private struct Piece: Sendable {
        let rank: WorkTurn.Rank
        let work: @Sendable () -> Void
        let fail: @Sendable (WorkLaneError) -> Void
    }

    private struct State {
        var schedule: FairSchedule<Piece>
        var isStopped = false
        /// How many threads are at work here, each with a piece.
        var threads = 0
    }

    package let width: Int
    private let state: Mutex<State>
    private let elapsed: @Sendable () -> Duration
    private let execute: @Sendable (@escaping @Sendable () -> Void) throws -> Void

    /// - Parameters:
    ///   - width: how many pieces are done at a time.
    ///   - capacity: how many may wait.
    ///   - usual: how long a piece takes, until it has been seen.
    ///   - elapsed: a clock that only runs forward.
    ///   - execute: does something on one of the threads, as soon as one is free; is asked for `width` at a time at most.
    package init(
        width: Int, capacity: Int, usual: Duration = .milliseconds(150), elapsed: @escaping @Sendable () -> Duration,
        execute: @escaping @Sendable (@escaping @Sendable () -> Void) throws -> Void
    ) {
        self.width = width
        self.elapsed = elapsed
        self.execute = execute
        state = Mutex(State(schedule: FairSchedule(width: width, capacity: capacity, usual: usual)))
    }

    /// Work of which nothing is known comes last.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await run(WorkTurn(.background), body)
    }

    package func run<Result: Sendable>(
        _ turn: WorkTurn, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            begin(turn) {
                continuation.resume(with: Swift.Result { try body() })
            } failed: {
                continuation.resume(throwing: $0)
            }
        }
    }

    package func begin(
        _ turn: WorkTurn, _ work: @escaping @Sendable () -> Void, failed: @escaping @Sendable (WorkLaneError) -> Void
    ) {
        do {
            try add(Piece(rank: turn.rank, work: work, fail: failed), turn)
        } catch {
            failed(error as? WorkLaneError ?? .full)
        }
    }

    package func wait(of turn: WorkTurn) -> Duration {
        let now = elapsed()
        return state.withLock { $0.schedule.wait(of: turn, busy: $0.threads, at: now) }
    }

    /// Does a piece on each thread, to see how long one takes when all are at it.
    package func measure(_ body: @escaping @Sendable () throws -> Void) async {
        await withTaskGroup { [self] group in
            for _ in 1...width {
                group.addTask { [self] in
                    try? await run(WorkTurn(.stranger)) { [self] in
                        let start = elapsed()
                        try body()
                        let took = elapsed() - start
                        state.withLock { $0.schedule.forecast.measured(took) }
                    }
                }
            }
        }
    }

    package func withdraw(_ name: [UInt8]) {
        state.withLock { $0.schedule.queue.withdraw(name) }?.fail(.withdrawn)
    }

    /// Takes no more, and gives up what waits. What is under way goes on.
    package func stop() {
        let left = state.withLock { state in
            state.isStopped = true
            return state.schedule.queue.removeAll()
        }
        for piece in left { piece.fail(.stopped) }
    }

    /// How many wait.
    package var count: Int { state.withLock { $0.schedule.queue.count } }

    private func add(_ piece: Piece, _ turn: WorkTurn) throws {
        let now = elapsed()
        let displaced = try state.withLock { state in
            guard !state.isStopped else { throw WorkLaneError.stopped }
            // The thread waits at this lock until the piece is there.
            if state.threads < width {
                try execute { [self] in workUntilEmpty() }
                state.threads += 1
            }
            return try state.schedule.add(piece, turn, at: now)
        }
        displaced?.fail(.full)
    }

    private func workUntilEmpty() {
        while let piece = next() {
            let start = elapsed()
            piece.work()
            let took = elapsed() - start
            state.withLock { $0.schedule.forecast.saw(piece.rank, take: took) }
        }
    }

    /// The next piece, or the end of this thread's work.
    private func next() -> Piece? {
        state.withLock { state in
            let piece = state.schedule.queue.next()
            if piece == nil { state.threads -= 1 }
            return piece
        }
    }
}
