/// Runs work elsewhere and comes back with its result; throws `WorkLaneError.full` at once when too much waits already.
package protocol WorkLane: Sendable {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result
    /// The same for work of which it is known whose it is, so that it takes its turn.
    func run<Result: Sendable>(
        _ turn: WorkTurn, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result
    /// Work that may have to wait for minutes, among thousands: nothing is held meanwhile but the two closures, of which one is called.
    func begin(
        _ turn: WorkTurn, _ work: @escaping @Sendable () -> Void, failed: @escaping @Sendable (WorkLaneError) -> Void)
    /// How long it takes until the work under the turn's name is done; until a newcomer's is, for a turn without a name.
    func wait(of turn: WorkTurn) -> Duration
    /// Work that waits under that name is not done: its caller gets `WorkLaneError.withdrawn`.
    func withdraw(_ name: [UInt8])
    /// How many pieces of work are done at a time.
    var width: Int { get }
}

extension WorkLane {
    package var width: Int { 1 }

    package func run<Result: Sendable>(
        _ turn: WorkTurn, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result { try await run(body) }

    package func begin(
        _ turn: WorkTurn, _ work: @escaping @Sendable () -> Void, failed: @escaping @Sendable (WorkLaneError) -> Void
    ) {
        Task {
            do { try await run(turn, work) } catch { failed(error as? WorkLaneError ?? .stopped) }
        }
    }

    package func wait(of turn: WorkTurn) -> Duration { .zero }

    package func withdraw(_ name: [UInt8]) {}
}

package enum WorkLaneError: Error {
    /// Too much waits already: the visitor is asked to come again (503).
    case full
    /// Whoever waited for it does not want it any more.
    case withdrawn
    /// The program ends.
    case stopped
}
