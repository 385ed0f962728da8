import SQLite
import Telephony

/// Files that have been read and wait for the person's word: one for each signed-in number, gone after an hour.
enum BulkForwardingUploadStore {
    struct Pending: Sendable {
        let fileName: String
        /// Empty once the file has been applied, so that a second click finds that it was.
        let content: [UInt8]

        var isApplied: Bool { content.isEmpty }
    }

    static let lifetime: Duration = .hours(1)

    /// Replaces what the number had waiting.
    static func keep(
        _ content: [UInt8], fileName: String, tokenHash: [UInt8], number: PhoneNumber, contract: Int,
        at now: Moment, _ database: Connection
    ) throws {
        try forgetOld(at: now, database)
        try database.run(
            """
            INSERT OR REPLACE INTO bulk_forwarding_upload
                (number, contract_id, token_hash, created_at, file_name, content)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, number.digits, contract, tokenHash, now.milliseconds, fileName, content)
    }

    /// Nil when there is none under this token, or none any more.
    static func find(
        tokenHash: [UInt8], number: PhoneNumber, at now: Moment, _ database: Connection
    ) throws -> Pending? {
        try database.first(
            """
            SELECT file_name, content FROM bulk_forwarding_upload
            WHERE number = ?1 AND token_hash = ?2 AND created_at > ?3
            """, number.digits, tokenHash, (now - lifetime).milliseconds
        ) { Pending(fileName: $0.text(0), content: $0.bytes(1)) }
    }

    static func markApplied(tokenHash: [UInt8], number: PhoneNumber, _ database: Connection) throws {
        try database.run(
            "UPDATE bulk_forwarding_upload SET content = x'' WHERE number = ?1 AND token_hash = ?2",
            number.digits, tokenHash)
    }

    static func forget(of contract: Int, _ database: Connection) throws {
        try database.run("DELETE FROM bulk_forwarding_upload WHERE contract_id = ?1", contract)
    }

    /// Old uploads are nobody's business any more.
    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM bulk_forwarding_upload WHERE created_at <= ?1", (now - lifetime).milliseconds)
    }
}
