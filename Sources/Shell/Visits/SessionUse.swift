import SQLite
import Synchronization
import Telephony

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

    func write(
        to database: Database,
        _ touch: @escaping @Sendable ([(token: SessionToken, at: Moment)], Connection) throws -> Void
    ) async throws {
        let uses = waiting.withLock { waiting in
            defer { waiting = [:] }
            return Array(waiting.values)
        }
        try await database.write { database in try touch(uses, database) }
    }
}
