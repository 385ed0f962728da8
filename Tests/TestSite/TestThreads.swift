package import Shell
import Synchronization

/// Threads that work when the test says so, and a clock that only work moves.
package final class TestThreads: Sendable {
    private let pieces = Mutex<[@Sendable () -> Void]>([])
    private let clock = Mutex(Duration.zero)

    package init() {}

    /// How many threads are asked for.
    package var asked: Int { pieces.withLock { $0.count } }

    package func pass(_ duration: Duration) { clock.withLock { $0 += duration } }

    package func work() {
        for piece in pieces.withLock({ pieces in
            let all = pieces
            pieces = []
            return all
        }) { piece() }
    }

    /// A lane before these threads.
    package func lane(
        width: Int = 1, capacity: Int = 100, usual: Duration = .milliseconds(100)
    ) -> FairLane {
        FairLane(
            width: width, capacity: capacity, usual: usual, elapsed: { [self] in clock.withLock { $0 } },
            execute: { [self] piece in pieces.withLock { $0.append(piece) } })
    }
}
