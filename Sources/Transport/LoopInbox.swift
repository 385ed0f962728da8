/// The one door of a loop for other threads: what they want run, in the order they asked.
///
/// One wake-up serves a batch: only the first to post while the loop sleeps has to wake it. After the loop has ended
/// nobody takes the items out, so whoever posts runs them (one at a time, never two at once): a task that hears of its
/// answer after the end still finishes instead of hanging.
final class LoopInbox: Sendable {
    /// Something to run on the loop.
    enum Item: Sendable {
        case job(UnownedJob)
        case work(@Sendable () -> Void)
    }

    /// What the one who posted has to do now.
    enum Duty {
        case nothing
        case wake
        case run
    }

    private struct State {
        var items: [Item] = []
        var isAsleep = false
        var isClosed = false
        var isBeingRun = false
    }

    private let state = Guarded(State())

    func post(_ item: Item) -> Duty {
        state.withLock { state in
            state.items.append(item)
            if state.isClosed {
                guard !state.isBeingRun else { return .nothing }
                state.isBeingRun = true
                return .run
            }
            guard state.isAsleep else { return .nothing }
            state.isAsleep = false
            return .wake
        }
    }

    /// To be asked right before sleeping: true when nothing lies here; from then on a post wakes.
    func prepareToSleep() -> Bool {
        state.withLock { state in
            state.isAsleep = state.items.isEmpty
            return state.isAsleep
        }
    }

    /// Takes everything out, after sleeping or not.
    func take() -> [Item] {
        state.withLock { state in
            state.isAsleep = false
            guard !state.items.isEmpty else { return [] }
            var items: [Item] = []
            swap(&items, &state.items)
            return items
        }
    }

    /// From now on the posters run the items; the caller is the first who has to, with `takeAfterEnd`.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.isBeingRun = true
        }
    }

    /// The next items for the one who runs them after the end; nil hands the duty back.
    func takeAfterEnd() -> [Item]? {
        state.withLock { state in
            guard !state.items.isEmpty else {
                state.isBeingRun = false
                return nil
            }
            var items: [Item] = []
            swap(&items, &state.items)
            return items
        }
    }
}
