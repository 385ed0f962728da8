import SQLite
import Shell
import Telephony

/// All SQL about received faxes. The pictures lie sealed: who reads a backup sees when who faxed, not what.
enum ReceivedFaxStore {
    /// The newest first.
    static func list(of key: NumberKey, _ database: Connection) throws -> [FaxMail.Received] {
        try database.query(
            """
            SELECT id, received_at, caller, pages, bytes, is_read FROM fax WHERE contract_id = ?1 AND number = ?2
            ORDER BY id DESC
            """, key.contract, key.number, row: received)
    }

    /// Nil when the number has no such fax, or not any more.
    static func find(_ id: Int, of key: NumberKey, _ database: Connection) throws -> FaxMail.Received? {
        try database.first(
            """
            SELECT id, received_at, caller, pages, bytes, is_read FROM fax
            WHERE id = ?1 AND contract_id = ?2 AND number = ?3
            """, id, key.contract, key.number, row: received)
    }

    static func delete(_ id: Int, of key: NumberKey, _ database: Connection) throws {
        try database.run(
            "DELETE FROM fax WHERE id = ?1 AND contract_id = ?2 AND number = ?3", id, key.contract, key.number)
    }

    private static func received(_ row: Row) throws -> FaxMail.Received {
        FaxMail.Received(
            id: row.integer(0), at: try row.moment(1), caller: Caller(faxText: row.text(2)), pages: row.integer(3),
            bytes: row.integer(4), isRead: row.flag(5))
    }

    static func countUnread(of key: NumberKey, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT count(*) FROM fax WHERE contract_id = ?1 AND number = ?2 AND is_read = 0", key.contract,
            key.number
        ) { $0.integer(0) } ?? 0
    }

    /// The sizes of what is kept, the oldest first.
    static func sizes(of key: NumberKey, _ database: Connection) throws -> [Int] {
        try database.query(
            "SELECT bytes FROM fax WHERE contract_id = ?1 AND number = ?2 ORDER BY id", key.contract, key.number
        ) { $0.integer(0) }
    }

    static func exists(_ reference: String, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM fax WHERE reference = ?1", reference)
    }

    static func keep(
        _ fax: FaxMail.Arrival, pages: Int, _ key: NumberKey, at now: Moment, _ secret: ServerKey,
        _ database: Connection
    ) throws -> Int {
        try database.run(
            """
            INSERT INTO fax (contract_id, number, received_at, caller, pages, bytes, reference)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, key.contract, key.number, now, fax.caller.faxText, pages, fax.tiff.count, fax.reference)
        let id = database.lastInsertedID
        let sealed = try secret.seal(fax.tiff, purpose, context(id, key))
        try database.run("INSERT INTO fax_content (fax_id, sealed) VALUES (?1, ?2)", id, sealed)
        return id
    }

    /// The TIFF as it was received; nil when the number has no such fax.
    static func content(
        _ id: Int, of key: NumberKey, _ secret: ServerKey, _ database: Connection
    ) throws -> (fax: FaxMail.Received, tiff: [UInt8])? {
        let found = try database.first(
            """
            SELECT f.id, f.received_at, f.caller, f.pages, f.bytes, f.is_read, c.sealed FROM fax f
            JOIN fax_content c ON c.fax_id = f.id WHERE f.id = ?1 AND f.contract_id = ?2 AND f.number = ?3
            """, id, key.contract, key.number
        ) { (try received($0), $0.bytes(6)) }
        guard let (fax, sealed) = found, let tiff = try secret.open(sealed, purpose, context(id, key)) else {
            return nil
        }
        return (fax, tiff)
    }

    static func markRead(_ id: Int, of key: NumberKey, _ database: Connection) throws {
        try database.run(
            "UPDATE fax SET is_read = 1 WHERE id = ?1 AND contract_id = ?2 AND number = ?3", id, key.contract,
            key.number)
    }

    /// The oldest ones of a number.
    static func drop(_ count: Int, of key: NumberKey, _ database: Connection) throws {
        try database.run(
            """
            DELETE FROM fax WHERE id IN (
                SELECT id FROM fax WHERE contract_id = ?1 AND number = ?2 ORDER BY id LIMIT ?3)
            """, key.contract, key.number, count)
    }

    /// FAX-1: those that have been kept as long as the policy has it.
    static func forget(receivedBefore moment: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM fax WHERE received_at < ?1", moment)
    }

    private static let purpose: StaticString = "received fax"

    private static func context(_ id: Int, _ key: NumberKey) -> [UInt8] {
        Array("\(id) \(key.contract) \(key.number)".utf8)
    }
}

extension Caller {
    /// As a fax's row has it.
    var faxText: String {
        switch self {
        case .number(let number): number.digits
        case .other(let text): text
        case .withheld, .payphone, .unavailable: ""
        }
    }

    init(faxText text: String) {
        if text.isEmpty {
            self = .withheld
        } else {
            self = PhoneNumber(clean: text).map(Caller.number) ?? .other(text)
        }
    }
}
