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
}
