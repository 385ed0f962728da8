package import Accounts
import Crypto
package import SQLite
import Shell
package import Telephony

/// All SQL about accounts, but for their sessions.
package enum AccountStore {
    package static func find(_ id: Int, of company: Int, _ database: Connection) throws -> Account? {
        try find(id, database).flatMap { $0.company == company ? $0 : nil }
    }

    package static func find(_ id: Int, _ database: Connection) throws -> Account? {
        try database.first(
            """
            SELECT id, company_id, version, mail_address, name, telephone, is_administrator, is_void, hash IS NULL,
                   second_factor
            FROM account WHERE id = ?1
            """, id, row: account)
    }

    package static func find(_ address: MailAddress, _ database: Connection) throws -> Account? {
        try database.first(
            """
            SELECT id, company_id, version, mail_address, name, telephone, is_administrator, is_void, hash IS NULL,
                   second_factor
            FROM account WHERE sign_in_name = ?1
            """, address.signInName, row: account)
    }

    package static func all(of company: Int, _ database: Connection) throws -> [Account] {
        try database.query(
            """
            SELECT id, company_id, version, mail_address, name, telephone, is_administrator, is_void, hash IS NULL,
                   second_factor
            FROM account WHERE company_id = ?1 ORDER BY is_void, id
            """, company, row: account)
    }

    private static func account(_ row: Row) throws -> Account {
        Account(
            id: row.integer(0), company: row.integer(1), version: row.integer(2), mailAddress: try row.value(3),
            name: row.text(4), telephone: try row.number(5), isAdministrator: row.flag(6),
            standing: row.flag(7) ? .void : row.flag(8) ? .invited : .active, secondFactor: try row.optionalValue(9))
    }

    /// Administrators beside that account who can sign in (ACCT-5).
    package static func otherAdministrators(than account: Account, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM account
            WHERE company_id = ?1 AND id <> ?2 AND is_administrator = 1 AND is_void = 0 AND hash IS NOT NULL
            """, account.company, account.id
        ) { $0.integer(0) } ?? 0
    }

    package static func add(
        company: Int, _ address: MailAddress, name: String, telephone: PhoneNumber, isAdministrator: Bool,
        at now: Moment, _ database: Connection
    ) throws -> Int {
        try database.run(
            """
            INSERT INTO account (company_id, sign_in_name, mail_address, name, telephone, is_administrator, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, company, address.signInName, address, name, telephone, isAdministrator, now)
        return database.lastInsertedID
    }

    package static func change(
        _ id: Int, name: String, telephone: PhoneNumber, isAdministrator: Bool, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE account SET name = ?2, telephone = ?3, is_administrator = ?4, version = version + 1 WHERE id = ?1
            """, id, name, telephone, isAdministrator)
    }

    /// Nobody signs in with it any more, until it is invited again; no program shows a token of it.
    package static func setVoid(_ id: Int, _ database: Connection) throws {
        try database.run(
            """
            UPDATE account SET is_void = 1, hash = NULL, salt = NULL, scrypt_n = NULL, scrypt_r = NULL, scrypt_p = NULL,
                second_factor = NULL, app_secret = NULL, app_step = NULL, version = version + 1
            WHERE id = ?1
            """, id)
        try database.run("DELETE FROM account_link WHERE account_id = ?1", id)
        try database.run("DELETE FROM recovery_code WHERE account_id = ?1", id)
        try database.run("DELETE FROM company_token WHERE account_id = ?1", id)
        try EmployeeSessionStore.endAll(of: id, database)
    }

    package static func invite(_ id: Int, _ database: Connection) throws {
        try database.run("UPDATE account SET is_void = 0, version = version + 1 WHERE id = ?1", id)
    }

    // MARK: Passwords

    package struct StoredPassword: Sendable {
        package let account: Account
        package let hash: PasswordHash?
        package let standing: PasswordStanding
    }

    /// nil for an address that is nobody's.
    package static func password(of address: MailAddress, _ database: Connection) throws -> StoredPassword? {
        guard let account = try find(address, database) else { return nil }
        return try database.first(
            "SELECT hash, salt, scrypt_n, scrypt_r, scrypt_p, failures, void_until FROM account WHERE id = ?1",
            account.id
        ) { row in
            StoredPassword(
                account: account, hash: PasswordHash(ifAny: row, from: 0),
                standing: PasswordStanding(failures: row.integer(5), voidUntil: try row.optionalMoment(6)))
        }
    }

    package static func save(_ standing: PasswordStanding, of id: Int, _ database: Connection) throws {
        try database.run(
            "UPDATE account SET failures = ?2, void_until = ?3 WHERE id = ?1", id, standing.failures,
            standing.voidUntil)
    }

    /// A new password, with which misses begin anew.
    package static func set(_ hash: PasswordHash, of id: Int, _ database: Connection) throws {
        try renew(hash, of: id, database)
        try save(PasswordStanding(), of: id, database)
    }

    /// PW-5: the same password with a greater cost.
    package static func renew(_ hash: PasswordHash, of id: Int, _ database: Connection) throws {
        try database.run(
            "UPDATE account SET hash = ?2, salt = ?3, scrypt_n = ?4, scrypt_r = ?5, scrypt_p = ?6 WHERE id = ?1", id,
            hash.hash, hash.salt, hash.parameters.n, hash.parameters.r, hash.parameters.p)
    }
}

extension SecondFactor: StorableValue {}
