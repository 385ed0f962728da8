import Foundation
import Synchronization

struct Outcome: Sendable {
    var isKept = false
    var error: (any Error)?
}

/// What each write of a group was told, by its place.
final class Told: Sendable {
    private let all: Mutex<[Outcome]>

    init(count: Int) { all = Mutex([Outcome](repeating: Outcome(), count: count)) }

    var outcomes: [Outcome] { all.withLock { $0 } }

    func set(_ index: Int, _ outcome: Outcome) { all.withLock { $0[index] = outcome } }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Holds a thread in a known place until the test lets it go.
final class Gate: Sendable {
    private let reached = AsyncStream<Void>.makeStream()
    private let opened = DispatchSemaphore(value: 0)

    /// Called in the place: blocks until `open()`.
    func wait() {
        reached.continuation.yield()
        opened.wait()
    }

    func waitUntilReached() async {
        for await _ in reached.stream { return }
    }

    func open() { opened.signal() }
}
