import SQLite
import Telephony

/// What a `CallBook` is read from.
enum CallBookStore {
    /// The contract that a number belongs to.
    static func contract(of number: PhoneNumber, _ database: Connection) throws -> Int? {
        try database.first("SELECT contract_id FROM phone_number WHERE number = ?1", number) { $0.integer(0) }
    }

    /// All numbers of a contract that have ボイスワープ in use, or of all contracts.
    static func warps(
        of contract: Int? = nil, _ database: Connection
    ) throws -> [PhoneNumber: CallSettings.WarpOrder] {
        if let contract { return try VoiceWarpStore.orders(of: contract, database) }
        return try VoiceWarpStore.orders(database)
    }

    /// What a contract has as a whole.
    struct Line: Equatable {
        let channels: Int
        let isForwarding: Bool
    }

    /// Nil for a contract that is not there.
    static func line(of contract: Int, _ database: Connection) throws -> Line? {
        try database.first(
            """
            SELECT c.channels, coalesce(b.is_on, 0) FROM contract c
            LEFT JOIN bulk_forwarding b ON b.contract_id = c.id WHERE c.id = ?1
            """, contract
        ) { Line(channels: $0.integer(0), isForwarding: $0.flag(1)) }
    }

    /// Each number of a contract with its destination.
    static func forEachNumber(
        of contract: Int, _ database: Connection, _ body: (PhoneNumber, PhoneNumber?) -> Void
    ) throws {
        try database.forEach(
            """
            SELECT p.number, d.destination FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1
            """, contract
        ) { body(try $0.number(0), try $0.optionalNumber(1)) }
    }

    // MARK: All at once, for a book that begins

    static func count(_ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM phone_number") { $0.integer(0) } ?? 0
    }

    static func forEachLine(_ database: Connection, _ body: (Int, Line) -> Void) throws {
        try database.forEach(
            """
            SELECT c.id, c.channels, coalesce(b.is_on, 0) FROM contract c
            LEFT JOIN bulk_forwarding b ON b.contract_id = c.id ORDER BY c.id DESC
            """
        ) { body($0.integer(0), Line(channels: $0.integer(1), isForwarding: $0.flag(2))) }
    }

    /// Each number with its contract, in the order of both.
    static func forEachNumber(_ database: Connection, _ body: (PhoneNumber, Int) -> Void) throws {
        try database.forEach("SELECT number, contract_id FROM phone_number ORDER BY contract_id, number") {
            body(try $0.number(0), $0.integer(1))
        }
    }

    /// Each destination with the number and contract it is set for.
    static func forEachDestination(
        _ database: Connection, _ body: (PhoneNumber, Int, PhoneNumber) -> Void
    ) throws {
        try database.forEach(
            "SELECT number, contract_id, destination FROM bulk_forwarding_destination WHERE destination IS NOT NULL"
        ) { body(try $0.number(0), $0.integer(1), try $0.number(2)) }
    }

    // MARK: What has changed

    /// The audit trail's newest line; 0 for none.
    static func newestChange(_ database: Connection) throws -> Int {
        try database.first("SELECT coalesce(max(id), 0) FROM audit") { $0.integer(0) } ?? 0
    }

    /// The contracts that lines behind this one tell of, and what has changed there.
    static func changes(after line: Int, _ database: Connection) throws -> [(contract: Int, change: CallChange)] {
        try database.query(
            "SELECT contract_id, event, subject FROM audit WHERE id > ?1 AND contract_id IS NOT NULL ORDER BY id", line
        ) { ($0.integer(0), CallChange(event: $0.text(1), subject: $0.text(2))) }
    }
}
