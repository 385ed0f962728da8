import Crypto
import SQLite
import Shell
import Telephony

/// Files that wait for the person's word, or for their passwords to be hashed: one for each number, sealed.
enum OneTimePasswordUploadStore {
    struct Pending: Sendable {
        let fileName: String
        /// nil once it has been applied.
        let content: [UInt8]?
        /// The job that hashes its passwords.
        let job: String?
    }

    /// As long as nobody has said yes to it.
    static let lifetime: Duration = .hours(1)
    /// As long as a job may take.
    static let jobLifetime: Duration = .days(7)

    /// Replaces what the number had waiting.
    static func keep(
        _ content: [UInt8], fileName: String, token: String, number: PhoneNumber, at now: Moment, _ key: ServerKey,
        _ database: Connection
    ) throws {
        let hash = hash(token)
        let box = try SealedBox(sealing: content, key: seal(hash, key), context: hash)
        try database.run(
            """
            INSERT OR REPLACE INTO one_time_password_upload (number, token_hash, created_at, file_name, sealed)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """, number.digits, hash, now.milliseconds, fileName, box.bytes)
    }

    /// Nil when there is none under this token, or none any more.
    static func find(
        _ token: String, number: PhoneNumber, at now: Moment, _ key: ServerKey, _ database: Connection
    ) throws -> Pending? {
        let pending = try find(hash(token), number: number, key, database)
        return try database.exists(
            "SELECT 1 FROM one_time_password_upload WHERE number = ?1 AND created_at > ?2", number.digits,
            (now - lifetime).milliseconds) ? pending : nil
    }

    /// For a job, which knows the token's hash.
    static func find(
        _ hash: [UInt8], number: PhoneNumber, _ key: ServerKey, _ database: Connection
    ) throws -> Pending? {
        try database.first(
            "SELECT file_name, sealed, job_id FROM one_time_password_upload WHERE number = ?1 AND token_hash = ?2",
            number.digits, hash
        ) { row in
            let content = try SealedBox(bytes: row.bytes(1)).open(key: seal(hash, key), context: hash)
            return Pending(fileName: row.text(0), content: content, job: row.optionalText(2))
        }
    }

    static func markBegun(_ token: String, number: PhoneNumber, as job: String, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_upload SET job_id = ?3 WHERE number = ?1 AND token_hash = ?2", number.digits,
            hash(token), job)
    }

    /// What was in it is forgotten; a second click finds that it was applied.
    static func markApplied(_ hash: [UInt8], number: PhoneNumber, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_upload SET sealed = x'' WHERE number = ?1 AND token_hash = ?2", number.digits,
            hash)
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM one_time_password_upload WHERE created_at <= iif(job_id IS NULL, ?1, ?2)",
            (now - lifetime).milliseconds, (now - jobLifetime).milliseconds)
    }

    static func hash(_ token: String) -> [UInt8] { SHA256.hash(Array(token.utf8)) }

    private static func seal(_ hash: [UInt8], _ key: ServerKey) -> [UInt8] {
        key.derive("one-time password upload", hash)
    }
}
