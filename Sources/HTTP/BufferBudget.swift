internal import Synchronization

/// What all connections of a server may hold of unfinished requests together: each is bounded, but strangers can open many.
final class BufferBudget: Sendable {
    private let limit: Int
    private let held = Atomic<Int>(0)

    /// - Parameter limit: in bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Counts that a connection holds so many bytes more, or fewer. False when that is more than there may be.
    func change(by bytes: Int) -> Bool {
        held.add(bytes, ordering: .relaxed).newValue <= limit
    }
}
