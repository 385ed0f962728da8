package import SQLite
import Telephony

/// The events of calls, kept for a while: each once, in whatever order they come.
package enum CallEventStore {
    package enum Outcome: Sendable, Equatable {
        case kept
        /// It has come before.
        case known
        /// The number is none of ours.
        case foreign
    }

    /// Keeps an event and has it read, if it is new. Belongs into one transaction.
    package static func add(
        _ event: CallEvent, readers: [CallEventReader], _ database: Connection
    ) throws -> Outcome {
        guard let contract = try CallBookStore.contract(of: event.number, database) else { return .foreign }
        let added = try database.run(
            """
            INSERT INTO call_event (call, kind, number, contract_id, caller, destination, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (call, kind) DO NOTHING
            """, event.call, event.kind.rawValue, event.number, contract, event.caller.signal, event.destination,
            event.at)
        guard added > 0 else { return .known }
        try database.run("DELETE FROM call_event WHERE id <= ?1", database.lastInsertedID - CallEvent.mostKept)
        for reader in readers { try reader.read(event, contract, database) }
        return .kept
    }

    /// How many events tell what became of a call; its end does not.
    static func countOfResults(of call: String, _ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM call_event WHERE call = ?1 AND kind <> 'ended'", call) {
            $0.integer(0)
        } ?? 0
    }

    /// How many of the contract's calls are forwarded now.
    static func forwardedNow(of contract: Int, at now: Moment, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM call_event f WHERE f.contract_id = ?1 AND f.kind = 'forwarded' AND f.at > ?2
                AND NOT EXISTS (SELECT 1 FROM call_event e WHERE e.call = f.call AND e.kind = 'ended')
            """, contract, now - .seconds(CallEvent.longestCall)
        ) { $0.integer(0) } ?? 0
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM call_event WHERE at < ?1", now - .days(CallEvent.daysKept))
    }

    // MARK: For a book

    /// The newest event; 0 for none.
    static func newest(_ database: Connection) throws -> Int {
        try database.first("SELECT coalesce(max(id), 0) FROM call_event") { $0.integer(0) } ?? 0
    }

    /// The contracts that events behind this one tell of.
    static func contracts(after event: Int, _ database: Connection) throws -> [Int] {
        try database.query("SELECT DISTINCT contract_id FROM call_event WHERE id > ?1", event) { $0.integer(0) }
    }
}
