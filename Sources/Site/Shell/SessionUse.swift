import SQLite
import Synchronization

/// Last uses of sessions on their way to the database: those of a second are written together, so that a morning's rush of
/// page views is one write and not a thousand.
final class SessionUse: Sendable {
    private let waiting = Mutex<[[UInt8]: (token: SessionToken, at: Moment)]>([:])

    /// True for the first after a write: the caller then sees to the next one.
    func add(_ token: SessionToken, at now: Moment) -> Bool {
        waiting.withLock { waiting in
            waiting[token.hash] = (token, now)
            return waiting.count == 1
        }
    }

    func write(to database: Database) async throws {
        let uses = waiting.withLock { waiting in
            defer { waiting = [:] }
            return Array(waiting.values)
        }
        try await database.write { database in
            for use in uses { try SessionStore.touch(use.token, at: use.at, database) }
        }
    }
}
