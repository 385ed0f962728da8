package import SQLite
import Synchronization

/// Sessions that are over although the database could not be told so. They are dead from the moment on at which somebody signed out,
/// whatever becomes of the disk, and are written as soon as it takes anything again. What is not written when the program ends is
/// forgotten with it.
package final class EndedSessions: Sendable {
    private typealias Change = @Sendable (Connection) throws -> Void

    private struct State {
        /// By the hash of the session's token; nearly always empty.
        var unwritten: [[UInt8]: Change] = [:]
        var isWriting = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether a session is over, by the hash of its token.
    package func has(_ session: [UInt8]) -> Bool {
        state.withLock { !$0.unwritten.isEmpty && $0.unwritten[session] != nil }
    }

    /// From now on the session is dead; comes back when that is written, or cannot be.
    package func end(
        _ session: [UInt8], in database: Database, _ change: @escaping @Sendable (Connection) throws -> Void
    ) async {
        state.withLock { $0.unwritten[session] = change }
        await write([session: change], to: database)
    }

    /// Writes what could not be written until now; one call at a time does so. To be called again and again.
    package func write(to database: Database) async {
        let all = state.withLock { state -> [[UInt8]: Change] in
            guard !state.isWriting, !state.unwritten.isEmpty else { return [:] }
            state.isWriting = true
            return state.unwritten
        }
        guard !all.isEmpty else { return }
        await write(all, to: database)
        state.withLock { $0.isWriting = false }
    }

    private func write(_ changes: [[UInt8]: Change], to database: Database) async {
        do {
            try await Urgency.urgently {
                try await database.write { database in for change in changes.values { try change(database) } }
            }
        } catch {
            return
        }
        state.withLock { state in for session in changes.keys { state.unwritten[session] = nil } }
    }
}
