import SQLite
import Shell
import Telephony

/// All SQL about second factors and what was asked for them; codes are nowhere in it.
enum SecondFactorStore {
    static func challenge(_ session: [UInt8], account: Int, _ database: Connection) throws -> SecondFactorChallenge? {
        try database.first(
            "SELECT nonce, first_sent_at, failures FROM second_factor_code WHERE session_hash = ?1", session
        ) { row in
            SecondFactorChallenge(
                session: session, account: account, nonce: row.bytes(0), firstSentAt: try row.optionalMoment(1),
                misses: row.integer(2))
        }
    }

    static func save(_ challenge: SecondFactorChallenge, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO second_factor_code (session_hash, nonce, first_sent_at, failures, made_at)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (session_hash) DO UPDATE SET
                nonce = excluded.nonce, first_sent_at = excluded.first_sent_at, failures = excluded.failures
            """, challenge.session, challenge.nonce, challenge.firstSentAt, challenge.misses, now)
    }

    static func forget(_ session: [UInt8], _ database: Connection) throws {
        try database.run("DELETE FROM second_factor_code WHERE session_hash = ?1", session)
    }

    /// What happened to an account, and how long that counts.
    enum Event: String, StorableValue { case code, link, miss }

    static func note(_ event: Event, of account: Int, at now: Moment, _ database: Connection) throws {
        try database.run(
            "INSERT INTO second_factor_event (account_id, kind, at) VALUES (?1, ?2, ?3)", account, event, now)
    }

    static func moments(
        of event: Event, of account: Int, since: Moment, _ database: Connection
    ) throws -> [Moment] {
        try database.query(
            "SELECT at FROM second_factor_event WHERE account_id = ?1 AND kind = ?2 AND at > ?3", account, event, since
        ) { try $0.moment(0) }
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM second_factor_event WHERE at < ?1", now - .hours(48))
        try database.run("DELETE FROM second_factor_code WHERE made_at < ?1", now - .hours(48))
    }

    // MARK: The authenticator app

    struct App: Sendable {
        let sealed: [UInt8]
        let lastStep: Int64?
    }

    static func app(of account: Int, _ database: Connection) throws -> App? {
        try database.first("SELECT app_secret, app_step FROM account WHERE id = ?1", account) { row in
            row.optionalBytes(0).map { App(sealed: $0, lastStep: row.optionalInteger(1).map(Int64.init)) }
        } ?? nil
    }

    /// A secret that an app is to be given; it serves once a code of it was entered.
    static func setApp(_ sealed: [UInt8], of account: Int, _ database: Connection) throws {
        try database.run("UPDATE account SET app_secret = ?2, app_step = NULL WHERE id = ?1", account, sealed)
    }

    static func setAppStep(_ step: Int64, of account: Int, _ database: Connection) throws {
        try database.run("UPDATE account SET app_step = ?2 WHERE id = ?1", account, step)
    }

    static func choose(_ factor: SecondFactor, of account: Int, _ database: Connection) throws {
        try database.run(
            "UPDATE account SET second_factor = ?2, version = version + 1 WHERE id = ?1", account, factor)
        guard factor == .mail else { return }
        try database.run("UPDATE account SET app_secret = NULL, app_step = NULL WHERE id = ?1", account)
    }

    /// ACCT-3: a code of the mail again, until another choice is made.
    static func reset(_ account: Int, _ database: Connection) throws {
        try database.run(
            """
            UPDATE account SET second_factor = NULL, app_secret = NULL, app_step = NULL, version = version + 1
            WHERE id = ?1
            """, account)
        try database.run("DELETE FROM recovery_code WHERE account_id = ?1", account)
    }

    // MARK: Recovery codes

    static func setRecoveryCodes(_ hashes: [[UInt8]], of account: Int, _ database: Connection) throws {
        try database.run("DELETE FROM recovery_code WHERE account_id = ?1", account)
        for hash in hashes {
            try database.run("INSERT INTO recovery_code (account_id, code_hash) VALUES (?1, ?2)", account, hash)
        }
    }

    /// Whether there was that one; there is no more.
    static func useRecoveryCode(_ hash: [UInt8], of account: Int, _ database: Connection) throws -> Bool {
        try database.run(
            "DELETE FROM recovery_code WHERE account_id = ?1 AND code_hash = ?2", account, hash) > 0
    }

    static func recoveryCodesLeft(of account: Int, _ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM recovery_code WHERE account_id = ?1", account) { $0.integer(0) } ?? 0
    }
}
