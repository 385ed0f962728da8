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
            """, number.digits, row: registration) ?? nil
    }

    /// The one that the link in a mail belongs to, whether or not its time is over.
    static func find(link: String, _ database: Connection) throws -> OneTimePasswordRegistration? {
        try database.first(
            """
            SELECT number, session_hash, mail_address, started_at, sent_at, id_hash, password_hash, password_salt,
                   scrypt_n, scrypt_r, scrypt_p
            FROM one_time_password_registration WHERE link_hash = ?1
            """, hash(ofLink: link), row: registration) ?? nil
    }

    private static func registration(_ row: Row) -> OneTimePasswordRegistration? {
        guard let number = PhoneNumber(row.text(0)) else { return nil }
        return OneTimePasswordRegistration(
            number: number, session: row.optionalBytes(1),
            address: row.optionalText(2).flatMap { MailAddress($0) },
            secrets: OneTimePasswordStore.secrets(row, from: 5),
            startedAt: Moment(milliseconds: Int64(row.integer(3))),
            sentAt: row.optionalInteger(4).map { Moment(milliseconds: Int64($0)) })
    }

    static func begin(_ registration: OneTimePasswordRegistration, _ database: Connection) throws {
        let password = registration.secrets?.password
        try database.run(
            """
            INSERT OR REPLACE INTO one_time_password_registration
                (number, session_hash, mail_address, id_hash, password_hash, password_salt, scrypt_n, scrypt_r, scrypt_p,
                 started_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """, registration.number.digits, registration.session, registration.address?.text,
            registration.secrets?.idHash, password?.hash, password?.salt, password?.parameters.n,
            password?.parameters.r, password?.parameters.p, registration.startedAt.milliseconds)
    }

    static func setAddress(_ address: MailAddress, of number: PhoneNumber, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_registration SET mail_address = ?2 WHERE number = ?1", number.digits, address.text
        )
    }

    /// A new link; the one before it is dead.
    static func setLink(_ link: String, of number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            "UPDATE one_time_password_registration SET link_hash = ?2, sent_at = ?3 WHERE number = ?1", number.digits,
            hash(ofLink: link), now.milliseconds)
    }

    static func forget(_ number: PhoneNumber, _ database: Connection) throws {
        try database.run("DELETE FROM one_time_password_registration WHERE number = ?1", number.digits)
    }

    private static func hash(ofLink link: String) -> [UInt8] { SHA256.hash(Array(link.utf8)) }

    // MARK: What a registration means for sessions

    /// Those that had not chosen yet have now; all the others of the number that are signed in have ended, but the ones named.
    static func moveSessions(of number: PhoneNumber, but spared: [[UInt8]?], _ database: Connection) throws {
        try database.run(
            """
            UPDATE session SET stage = 'mustEnterOneTimePassword'
            WHERE number = ?1 AND stage = 'mustChooseOneTimePassword'
            """, number.digits)
        let (first, second) = (spared.first ?? nil, spared.dropFirst().first ?? nil)
        try database.run(
            """
            DELETE FROM session WHERE number = ?1 AND stage = 'signedIn' AND id_hash IS NOT ?2 AND id_hash IS NOT ?3
            """, number.digits, first, second)
    }
}
