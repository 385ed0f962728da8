import Crypto
import SQLite
import Shell
import Telephony

/// All SQL about registrations that wait. A number has one at most: a new one replaces it, and its link is dead.
enum OneTimePasswordRegistrationStore {
    static func find(_ number: PhoneNumber, _ database: Connection) throws -> OneTimePasswordRegistration? {
        try database.first(
            """
            SELECT number, session_hash, mail_address, started_at, sent_at, id_hash, password_hash, password_salt,
                   scrypt_n, scrypt_r, scrypt_p
            FROM one_time_password_registration WHERE number = ?1
            """, number, row: registration)
    }

    /// The one that the link in a mail belongs to, whether or not its time is over.
    static func find(link: String, _ database: Connection) throws -> OneTimePasswordRegistration? {
        try database.first(
            """
            SELECT number, session_hash, mail_address, started_at, sent_at, id_hash, password_hash, password_salt,
                   scrypt_n, scrypt_r, scrypt_p
            FROM one_time_password_registration WHERE link_hash = ?1
            """, hash(ofLink: link), row: registration)
    }

    private static func registration(_ row: Row) throws -> OneTimePasswordRegistration {
        OneTimePasswordRegistration(
            number: try row.number(0), session: row.optionalBytes(1), address: try row.optionalValue(2),
            secrets: OneTimePasswordStore.secrets(row, from: 5), startedAt: try row.moment(3),
            sentAt: try row.optionalMoment(4))
    }

    static func begin(_ registration: OneTimePasswordRegistration, _ database: Connection) throws {
        let password = registration.secrets?.password
        try database.run(
            """
            INSERT INTO one_time_password_registration
                (number, session_hash, mail_address, id_hash, password_hash, password_salt, scrypt_n, scrypt_r, scrypt_p,
                 started_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (number) DO UPDATE SET
                session_hash = excluded.session_hash, mail_address = excluded.mail_address, id_hash = excluded.id_hash,
                password_hash = excluded.password_hash, password_salt = excluded.password_salt,
                scrypt_n = excluded.scrypt_n, scrypt_r = excluded.scrypt_r, scrypt_p = excluded.scrypt_p,
                started_at = excluded.started_at, link_hash = NULL, sent_at = NULL
            """, registration.number, registration.session, registration.address, registration.secrets?.idHash,
            password?.hash, password?.salt, password?.parameters.n, password?.parameters.r, password?.parameters.p,
            registration.startedAt)
    }

    static func setAddress(_ address: MailAddress, of number: PhoneNumber, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_registration SET mail_address = ?2 WHERE number = ?1", number, address)
    }

    /// A new link; the one before it is dead.
    static func setLink(_ link: String, of number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_registration SET link_hash = ?2, sent_at = ?3 WHERE number = ?1", number,
            hash(ofLink: link), now)
    }

    static func forget(_ number: PhoneNumber, _ database: Connection) throws {
        try database.run("DELETE FROM one_time_password_registration WHERE number = ?1", number)
    }

    // MARK: The link that was used

    /// The number whose address in force the link has made count.
    static func number(ofUsed link: String, _ database: Connection) throws -> PhoneNumber? {
        try database.first(
            "SELECT number FROM one_time_password_used_link WHERE link_hash = ?1", hash(ofLink: link)
        ) { try $0.number(0) }
    }

    static func setUsed(_ link: String, of number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO one_time_password_used_link (number, link_hash, used_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (number) DO UPDATE SET link_hash = excluded.link_hash, used_at = excluded.used_at
            """, number, hash(ofLink: link), now)
    }

    private static func hash(ofLink link: String) -> [UInt8] { SHA256.hash(Array(link.utf8)) }

    // MARK: What a registration means for sessions

    /// Those that had not chosen yet have now; all the others of the number that are signed in have ended, but the ones spared.
    static func moveSessions(
        of number: PhoneNumber, sparing one: [UInt8]?, _ other: [UInt8]?, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE session SET stage = ?2 WHERE number = ?1 AND stage = ?3", number,
            SignInStep.enterOneTimePassword.name, SignInStep.chooseOneTimePassword.name)
        try database.run(
            """
            DELETE FROM session WHERE number = ?1 AND stage = ?2
                AND id_hash IS DISTINCT FROM ?3 AND id_hash IS DISTINCT FROM ?4
            """, number, SignInStep.signedIn.name, one, other)
    }
}
