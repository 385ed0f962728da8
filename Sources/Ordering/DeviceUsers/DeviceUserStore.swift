import Accounts
import Crypto
import Exchange
import SQLite
import Shell
import Telephony

/// All SQL about device users, their sign-ins and their passwords.
enum DeviceUserStore {
    // MARK: For administrators

    static func some(
        of code: ContractCode, with digits: String, or name: String, atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [DeviceUserStatus] {
        try database.query(
            """
            SELECT e.site, e.device, e.kind, coalesce(s.name, ''), u.hash IS NOT NULL, u.locked_at, u.signed_in_at
            FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s ON s.code = e.code AND s.site = e.site AND s.device = e.device
            LEFT JOIN device_user u ON u.code = e.code AND u.site = e.site AND u.device = e.device
            WHERE e.code = ?1 AND (e.site || e.device LIKE ?2 ESCAPE '!' OR coalesce(s.name, '') LIKE ?3 ESCAPE '!')
            ORDER BY e.site, e.device LIMIT ?4 OFFSET ?5
            """, code, LikePattern.containing(digits), LikePattern.containing(name), count, skipped, row: status)
    }

    static func find(
        _ number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws -> DeviceUserStatus? {
        try database.first(
            """
            SELECT e.site, e.device, e.kind, coalesce(s.name, ''), u.hash IS NOT NULL, u.locked_at, u.signed_in_at
            FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s ON s.code = e.code AND s.site = e.site AND s.device = e.device
            LEFT JOIN device_user u ON u.code = e.code AND u.site = e.site AND u.device = e.device
            WHERE e.code = ?1 AND e.site = ?2 AND e.device = ?3
            """, code, number.site, number.device, row: status)
    }

    private static func status(_ row: Row) throws -> DeviceUserStatus {
        let isLocked = try row.optionalMoment(5) != nil
        return DeviceUserStatus(
            line: try row.line(), name: ExtensionName(stored: row.text(3)),
            standing: !row.flag(4) ? .unset : isLocked ? .locked : .active, signedInAt: try row.optionalMoment(6))
    }

    /// A new password, with which misses begin anew and every session ends.
    static func set(
        _ hash: PasswordHash, isTemporary: Bool, for number: ExtensionNumber, of code: ContractCode,
        _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO device_user (code, site, device, hash, salt, scrypt_n, scrypt_r, scrypt_p, is_temporary)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (code, site, device) DO UPDATE SET
                hash = excluded.hash, salt = excluded.salt, scrypt_n = excluded.scrypt_n, scrypt_r = excluded.scrypt_r,
                scrypt_p = excluded.scrypt_p, is_temporary = excluded.is_temporary, misses = 0, locked_at = NULL
            """, code, number.site, number.device, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r,
            hash.parameters.p, isTemporary)
        try database.run(
            "DELETE FROM device_user_session WHERE code = ?1 AND site = ?2 AND device = ?3", code, number.site,
            number.device)
    }

    /// PW-5: the same password with a greater cost.
    static func renew(
        _ hash: PasswordHash, of number: ExtensionNumber, _ code: ContractCode, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE device_user SET hash = ?4, salt = ?5, scrypt_n = ?6, scrypt_r = ?7, scrypt_p = ?8
            WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r,
            hash.parameters.p)
    }

    static func unlock(_ number: ExtensionNumber, of code: ContractCode, _ database: Connection) throws {
        try database.run(
            """
            UPDATE device_user SET misses = 0, locked_at = NULL WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device)
    }

    // MARK: Signing in

    struct Stored: Sendable {
        let company: Int
        let number: ExtensionNumber
        let hash: PasswordHash?
        let isTemporary: Bool
        let misses: Int
        let isLocked: Bool

        /// With what an entry may be compared.
        var usable: PasswordHash? { isLocked ? nil : hash }
    }

    static func stored(_ id: LoginID, _ database: Connection) throws -> Stored? {
        try database.first(
            """
            SELECT u.hash, u.salt, u.scrypt_n, u.scrypt_r, u.scrypt_p, s.company_id, u.site, u.device, u.is_temporary,
                u.misses, u.locked_at IS NOT NULL
            FROM smart_pbx c JOIN service_contract s ON s.code = c.code
            JOIN device_user u ON u.code = c.code AND u.site = substr(?2, 1, c.site_digits)
                AND u.device = substr(?2, c.site_digits + 1)
            WHERE c.code = ?1 AND length(?2) = c.site_digits + c.device_digits
            """, id.contract, id.digits
        ) { row in
            Stored(
                company: row.integer(5), number: ExtensionNumber(site: row.text(6), device: row.text(7)),
                hash: PasswordHash(ifAny: row, from: 0), isTemporary: row.flag(8), misses: row.integer(9),
                isLocked: row.flag(10))
        }
    }

    static func save(
        misses: Int, lockedAt: Moment?, of number: ExtensionNumber, _ code: ContractCode, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE device_user SET misses = ?4, locked_at = ?5 WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device, misses, lockedAt)
    }

    static func noteSignIn(
        of number: ExtensionNumber, _ code: ContractCode, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE device_user SET misses = 0, signed_in_at = ?4 WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device, now)
    }

    // MARK: Sessions

    static func start(
        _ session: [UInt8], of number: ExtensionNumber, _ code: ContractCode, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO device_user_session (token, code, site, device, begun_at, used_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5)
            """, session, code, number.site, number.device, now)
    }

    /// Expired ones included.
    static func user(_ session: [UInt8], _ database: Connection) throws -> DeviceUser? {
        try database.first(
            """
            SELECT d.code, d.site, d.device, c.site_digits, c.device_digits, s.company_id, coalesce(x.name, ''),
                u.is_temporary, d.begun_at, d.used_at
            FROM device_user_session d
            JOIN device_user u ON u.code = d.code AND u.site = d.site AND u.device = d.device
            JOIN smart_pbx c ON c.code = d.code JOIN service_contract s ON s.code = d.code
            LEFT JOIN smart_pbx_extension_setting x ON x.code = d.code AND x.site = d.site AND x.device = d.device
            WHERE d.token = ?1
            """, session
        ) { row in
            DeviceUser(
                code: try row.value(0), number: ExtensionNumber(site: row.text(1), device: row.text(2)),
                plan: try row.plan(3, 4), company: row.integer(5), name: ExtensionName(stored: row.text(6)),
                mustChange: row.flag(7), begunAt: try row.moment(8), usedAt: try row.moment(9))
        }
    }

    static func touch(_ session: [UInt8], at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE device_user_session SET used_at = ?2 WHERE token = ?1", session, now)
    }

    static func end(_ session: [UInt8], _ database: Connection) throws {
        try database.run("DELETE FROM device_user_session WHERE token = ?1", session)
    }

    static func forgetSessions(usedBefore limit: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM device_user_session WHERE used_at < ?1", limit)
    }
}
