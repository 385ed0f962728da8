import SQLite
import Shell
import Telephony

/// All SQL about the codes that sign-ins wait for; the codes themselves are nowhere in it.
enum OneTimePasswordChallengeStore {
    /// nil when nothing has been sent in that session, or the number uses no one-time passwords any more.
    static func find(_ token: SessionToken, _ database: Connection) throws -> OneTimePasswordChallenge? {
        try database.first(
            """
            SELECT c.number, p.mail_address, c.nonce, c.first_sent_at, c.failures
            FROM one_time_password_challenge c JOIN one_time_password p ON p.number = c.number AND p.is_used = 1
            WHERE c.session_hash = ?1
            """, token.hash
        ) { row in
            OneTimePasswordChallenge(
                session: token.hash, number: try row.number(0), address: try row.value(1), nonce: row.bytes(2),
                firstSentAt: try row.moment(3), misses: row.integer(4))
        }
    }

    static func add(_ challenge: OneTimePasswordChallenge, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO one_time_password_challenge (session_hash, number, nonce, first_sent_at)
            VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (session_hash) DO UPDATE SET
                number = excluded.number, nonce = excluded.nonce, first_sent_at = excluded.first_sent_at, failures = 0
            """, challenge.session, challenge.number, challenge.nonce, challenge.firstSentAt)
    }

    static func countMiss(_ challenge: OneTimePasswordChallenge, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_challenge SET failures = failures + 1 WHERE session_hash = ?1",
            challenge.session)
    }

    /// The address that they were sent to is the number's no more.
    static func forgetAll(of number: PhoneNumber, _ database: Connection) throws {
        try database.run("DELETE FROM one_time_password_challenge WHERE number = ?1", number)
    }

    static func noteMiss(of number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            "INSERT INTO one_time_password_miss (number, at) VALUES (?1, ?2)", number, now)
    }

    /// The moments of the wrong codes of all sign-ins of the number that still count (AUTH-11).
    static func misses(of number: PhoneNumber, at now: Moment, _ database: Connection) throws -> [Moment] {
        try database.query(
            "SELECT at FROM one_time_password_miss WHERE number = ?1 AND at > ?2", number,
            now - OneTimePasswords.missWindow
        ) { try $0.moment(0) }
    }

    /// Used or void.
    static func forget(_ token: SessionToken, _ database: Connection) throws {
        try database.run("DELETE FROM one_time_password_challenge WHERE session_hash = ?1", token.hash)
    }
}
