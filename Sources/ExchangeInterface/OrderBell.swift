import Synchronization

/// Wakes those who wait for something to come. Whoever waits holds no thread; there are only so many.
package final class OrderBell: Sendable {
    /// Each of them is a connection, a suspended function and a timer.
    package static let mostWaiting = 10_000

    private struct State {
        var rings = 0
        var isStopped = false
        var last = 0
        var waiting: [Int: (CheckedContinuation<Void, Never>, Task<Void, Never>)] = [:]
    }

    private let state = Mutex(State())
    private let pause: @Sendable (Duration) async -> Void
    private let mostWaiting: Int

    init(_ pause: @escaping @Sendable (Duration) async -> Void, mostWaiting: Int) {
        (self.pause, self.mostWaiting) = (pause, mostWaiting)
    }

    /// To be taken before one looks whether something is there: what comes in between is not missed.
    var rings: Int { state.withLock { $0.rings } }

    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Comes back when it has rung since, after that time, or at once where too many wait.
    func wait(since rings: Int, atMost time: Duration) async {
        await withCheckedContinuation { continuation in
            let isWaiting = state.withLock { state in
                guard !state.isStopped, state.rings == rings, state.waiting.count < mostWaiting else {
                    return false
                }
                state.last += 1
                let id = state.last
                let timeout = Task {
                    await self.pause(time)
                    self.wake(id)
                }
                state.waiting[id] = (continuation, timeout)
                return true
            }
            if !isWaiting { continuation.resume() }
        }
    }

    func ring() { wakeAll { $0.rings += 1 } }

    func stop() { wakeAll { $0.isStopped = true } }

    private func wake(_ id: Int) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.0.resume()
    }

    private func wakeAll(_ change: @Sendable (inout State) -> Void) {
        let all = state.withLock { state in
            change(&state)
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for (continuation, timeout) in all {
            timeout.cancel()
            continuation.resume()
        }
    }
}
