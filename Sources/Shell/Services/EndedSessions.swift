package import SQLite
import Synchronization

/// Sessions that are over although the database could not be told so. They are dead from the moment on at which somebody signed out,
/// whatever becomes of the disk, and are written as soon as it takes anything again; a program that ends before leaves them in
/// its journal for the next.
package final class EndedSessions: Sendable {
    private typealias Change = @Sendable (Connection) throws -> Void

    private struct State {
        /// By the hash of the session's token; nearly always empty.
        var unwritten: [[UInt8]: Change] = [:]
        /// In the order in which they came.
        var journaled: [[UInt8]] = []
        var isWriting = false
    }

    private let state = Mutex(State())
    private let journal: (any SessionJournal)?

    /// - Parameter journal: nil: what is not written when the program ends is forgotten with it.
    package init(journal: (any SessionJournal)? = nil) { self.journal = journal }

    /// Takes over what the program before could not write.
    /// - Parameter end: ends a session by the hash of its token; nil ends all.
    package func restore(
        _ content: SessionJournalContent, _ end: @escaping @Sendable ([UInt8]?, Connection) throws -> Void
    ) {
        state.withLock { state in
            switch content {
            case .sessions(let all):
                for session in all { state.unwritten[session] = { try end(session, $0) } }
                state.journaled = all
            case .everything: state.unwritten[Self.everything] = { try end(nil, $0) }
            }
        }
    }

    /// Stands for every session that there is.
    private static let everything: [UInt8] = []

    /// Whether a session is over, by the hash of its token.
    package func has(_ session: [UInt8]) -> Bool {
        state.withLock { state in
            !state.unwritten.isEmpty
                && (state.unwritten[session] != nil || state.unwritten[Self.everything] != nil)
        }
    }

    /// From now on the session is dead; comes back when that is written, in the journal at least, or cannot be.
    package func end(
        _ session: [UInt8], in database: Database, _ change: @escaping @Sendable (Connection) throws -> Void
    ) async {
        state.withLock { $0.unwritten[session] = change }
        guard await !write([session: change], to: database) else { return }
        let all = state.withLock { state in
            if state.unwritten[session] != nil { state.journaled.append(session) }
            return state.journaled
        }
        await journal?.keep(all)
    }

    /// Writes what could not be written until now; one call at a time does so. To be called again and again.
    package func write(to database: Database) async {
        let all = state.withLock { state -> [[UInt8]: Change] in
            guard !state.isWriting, !state.unwritten.isEmpty else { return [:] }
            state.isWriting = true
            return state.unwritten
        }
        guard !all.isEmpty else { return }
        let isWritten = await write(all, to: database)
        let isJournalOver = state.withLock { state in
            state.isWriting = false
            guard isWritten, state.unwritten.isEmpty else { return false }
            state.journaled = []
            return true
        }
        if isJournalOver { await journal?.keep([]) }
    }

    private func write(_ changes: [[UInt8]: Change], to database: Database) async -> Bool {
        do {
            try await Urgency.urgently {
                try await database.write { database in for change in changes.values { try change(database) } }
            }
        } catch {
            return false
        }
        state.withLock { state in for session in changes.keys { state.unwritten[session] = nil } }
        return true
    }
}

/// Where the ends of sessions are kept that the database does not take.
package protocol SessionJournal: Sendable {
    /// Keeps these, and nothing else any more. What was kept last comes again at its beginning, or not at all.
    func keep(_ sessions: [[UInt8]]) async
}

/// What a journal holds when the program starts.
package enum SessionJournalContent: Sendable, Equatable {
    case sessions([[UInt8]])
    /// More than it has room for, or it cannot be read: then no session may live on.
    case everything
}
