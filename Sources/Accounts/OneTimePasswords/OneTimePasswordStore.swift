import Crypto
import SQLite
import Shell
import Telephony

/// All SQL about what a number has chosen and registered.
enum OneTimePasswordStore {
    static func find(_ number: PhoneNumber, _ database: Connection) throws -> OneTimePasswordSetting? {
        try database.first(
            """
            SELECT is_used, mail_address, chosen_at, failures, blocked_at, id_hash, password_hash, password_salt,
                   scrypt_n, scrypt_r, scrypt_p
            FROM one_time_password WHERE number = ?1
            """, number
        ) { row in
            OneTimePasswordSetting(
                isUsed: row.flag(0), address: try row.optionalValue(1), chosenAt: try row.moment(2),
                secrets: secrets(row, from: 5), misses: row.integer(3), blockedAt: try row.optionalMoment(4))
        }
    }

    /// Six columns: the hash of the ID, then the password's hash, salt and cost.
    static func secrets(_ row: Row, from column: Int) -> OneTimePasswordSecrets? {
        guard let idHash = row.optionalBytes(column), let password = PasswordHash(ifAny: row, from: column + 1) else {
            return nil
        }
        return OneTimePasswordSecrets(idHash: idHash, password: password)
    }

    /// 利用しない: the address and the secrets that were registered are forgotten.
    static func setNotUsed(_ number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO one_time_password (number, is_used, chosen_at) VALUES (?1, 0, ?2)
            ON CONFLICT (number) DO UPDATE SET
                is_used = 0, chosen_at = ?2, mail_address = NULL, id_hash = NULL, password_hash = NULL,
                password_salt = NULL, scrypt_n = NULL, scrypt_r = NULL, scrypt_p = NULL, failures = 0, blocked_at = NULL
            """, number, now)
        try database.run("DELETE FROM one_time_password_registration WHERE number = ?1", number)
        try database.run("DELETE FROM one_time_password_used_link WHERE number = ?1", number)
        try database.run("DELETE FROM one_time_password_challenge WHERE number = ?1", number)
    }

    /// 利用する with a verified address; secrets replace those in force and open the way that misses have closed.
    static func setUsed(
        _ number: PhoneNumber, _ address: MailAddress, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO one_time_password (number, is_used, mail_address, chosen_at) VALUES (?1, 1, ?2, ?3)
            ON CONFLICT (number) DO UPDATE SET is_used = 1, mail_address = ?2, chosen_at = ?3
            """, number, address, now)
    }

    static func setSecrets(_ secrets: OneTimePasswordSecrets, of number: PhoneNumber, _ database: Connection) throws {
        try setIDHash(secrets.idHash, of: number, database)
        try setPassword(secrets.password, of: number, database)
        try setMisses(0, blockedAt: nil, of: number, database)
    }

    static func setIDHash(_ hash: [UInt8], of number: PhoneNumber, _ database: Connection) throws {
        try database.run("UPDATE one_time_password SET id_hash = ?2 WHERE number = ?1", number, hash)
    }

    static func setPassword(_ hash: PasswordHash, of number: PhoneNumber, _ database: Connection) throws {
        try database.run(
            """
            UPDATE one_time_password SET password_hash = ?2, password_salt = ?3, scrypt_n = ?4, scrypt_r = ?5,
                scrypt_p = ?6 WHERE number = ?1
            """, number, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r, hash.parameters.p)
    }

    static func setMisses(
        _ count: Int, blockedAt: Moment?, of number: PhoneNumber, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE one_time_password SET failures = ?2, blocked_at = ?3 WHERE number = ?1", number, count,
            blockedAt)
    }

    /// As if nothing had ever been chosen; false when nothing had.
    static func forget(_ number: PhoneNumber, _ database: Connection) throws -> Bool {
        try database.run("DELETE FROM one_time_password_registration WHERE number = ?1", number)
        try database.run("DELETE FROM one_time_password_used_link WHERE number = ?1", number)
        try database.run("DELETE FROM one_time_password_challenge WHERE number = ?1", number)
        try database.run("DELETE FROM one_time_password_sending WHERE number = ?1", number)
        try database.run("DELETE FROM one_time_password_miss WHERE number = ?1", number)
        return try database.run("DELETE FROM one_time_password WHERE number = ?1", number) > 0
    }

    // MARK: Sendings

    enum SendingKind: String, StorableValue { case code, link }

    /// The moments of the mails that still count (OTP-5).
    static func sendings(
        _ kind: SendingKind, of number: PhoneNumber, at now: Moment, _ database: Connection
    ) throws -> [Moment] {
        try database.query(
            "SELECT at FROM one_time_password_sending WHERE number = ?1 AND kind = ?2 AND at > ?3", number,
            kind, now - OneTimePasswords.sendingWindow
        ) { try $0.moment(0) }
    }

    /// So many more mails with links may go to the address (`OneTimePasswords.allowedLinksToAddress`).
    static func linksLeft(to address: MailAddress, at now: Moment, _ database: Connection) throws -> Int {
        let sent = try database.query(
            """
            SELECT count(*) FROM outbox_mail
            WHERE kind = 'one-time-password.link' AND lower(recipient) = lower(?1) AND created_at > ?2
            """, address, now - OneTimePasswords.linkWindow
        ) { $0.integer(0) }
        return max(0, OneTimePasswords.allowedLinksToAddress - sent[0])
    }

    /// The same for every address that has had any, in small letters.
    static func linksLeft(at now: Moment, _ database: Connection) throws -> [String: Int] {
        let sent = try database.query(
            """
            SELECT lower(recipient), count(*) FROM outbox_mail
            WHERE kind = 'one-time-password.link' AND created_at > ?1 GROUP BY 1
            """, now - OneTimePasswords.linkWindow
        ) { ($0.text(0), max(0, OneTimePasswords.allowedLinksToAddress - $0.integer(1))) }
        return Dictionary(sent) { one, _ in one }
    }

    static func noteSending(
        _ kind: SendingKind, of number: PhoneNumber, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO one_time_password_sending (number, kind, at) VALUES (?1, ?2, ?3)", number,
            kind, now)
    }

    /// Links are kept for some days after their end, so that who comes too late is told so.
    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM one_time_password_sending WHERE at <= ?1",
            now - OneTimePasswords.sendingWindow)
        try database.run(
            "DELETE FROM one_time_password_miss WHERE at <= ?1", now - OneTimePasswords.missWindow)
        try database.run(
            "DELETE FROM one_time_password_challenge WHERE first_sent_at <= ?1", now - .hours(24))
        try database.run(
            "DELETE FROM one_time_password_registration WHERE coalesce(sent_at, started_at) <= ?1",
            now - .days(7))
        try database.run("DELETE FROM one_time_password_used_link WHERE used_at <= ?1", now - .days(7))
    }
}
