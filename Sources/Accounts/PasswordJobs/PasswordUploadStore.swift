import Crypto
import SQLite
import Shell
import Telephony

/// Files that have been read and wait for the administrator's word: one for each number, sealed, gone after an hour.
enum PasswordUploadStore {
    struct Pending: Sendable {
        let fileName: String
        /// nil once it has become a job.
        let content: [UInt8]?
        /// The job that it has become.
        let job: String?
    }

    static let lifetime: Duration = .hours(1)

    /// Replaces what the number had waiting.
    static func keep(
        _ content: [UInt8], fileName: String, token: String, number: PhoneNumber, contract: Int, at now: Moment,
        _ key: ServerKey, _ database: Connection
    ) throws {
        let hash = hash(token)
        let box = try SealedBox(
            sealing: content, key: key.derive("password upload", hash), context: Array(number.digits.utf8))
        try database.run(
            """
            INSERT OR REPLACE INTO password_upload (number, contract_id, token_hash, created_at, file_name, sealed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, number.digits, contract, hash, now.milliseconds, fileName, box.bytes)
    }

    /// Nil when there is none under this token, or none any more.
    static func find(
        _ token: String, number: PhoneNumber, at now: Moment, _ key: ServerKey, _ database: Connection
    ) throws -> Pending? {
        let hash = hash(token)
        return try database.first(
            """
            SELECT file_name, sealed, job_id FROM password_upload
            WHERE number = ?1 AND token_hash = ?2 AND created_at > ?3
            """, number.digits, hash, (now - lifetime).milliseconds
        ) { row in
            let content = try SealedBox(bytes: row.bytes(1)).open(
                key: key.derive("password upload", hash), context: Array(number.digits.utf8))
            return Pending(fileName: row.text(0), content: content, job: row.optionalText(2))
        }
    }

    /// The passwords are the job's now; a second click finds it.
    static func markBegun(_ token: String, number: PhoneNumber, as job: String, _ database: Connection) throws {
        try database.run(
            "UPDATE password_upload SET sealed = x'', job_id = ?3 WHERE number = ?1 AND token_hash = ?2",
            number.digits, hash(token), job)
    }

    static func forget(of contract: Int, _ database: Connection) throws {
        try database.run("DELETE FROM password_upload WHERE contract_id = ?1", contract)
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM password_upload WHERE created_at <= ?1", (now - lifetime).milliseconds)
    }

    private static func hash(_ token: String) -> [UInt8] { SHA256.hash(Array(token.utf8)) }
}
