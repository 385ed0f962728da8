package import SQLite
import Shell
package import Telephony

/// The passwords of one number as they are stored.
package struct StoredCredentials: Sendable {
    var hashes: [CredentialKind: PasswordHash] = [:]
    package var state = CredentialState()
}

/// All SQL about passwords.
package enum PasswordStore {
    package static func find(_ number: PhoneNumber, _ database: Connection) throws -> StoredCredentials {
        var stored = StoredCredentials()
        try database.forEach(
            """
            SELECT kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at, must_change
            FROM credential WHERE number = ?1
            """, number.digits
        ) { row in
            guard let kind = CredentialKind(rawValue: row.text(0)) else { return }
            stored.hashes[kind] = PasswordHash(
                hash: row.bytes(1), salt: row.bytes(2),
                parameters: ScryptParameters(n: row.integer(3), r: row.integer(4), p: row.integer(5)))
            stored.state[kind] = Credential(
                setAt: Moment(milliseconds: Int64(row.integer(6))), failures: row.integer(7),
                voidedAt: row.optionalInteger(8).map { Moment(milliseconds: Int64($0)) }, mustChange: row.flag(9))
        }
        return stored
    }

    /// Writes how the passwords stand after a step of `CredentialState`; the hashes stay as they are.
    static func save(_ state: CredentialState, of number: PhoneNumber, _ database: Connection) throws {
        for kind in CredentialKind.allCases {
            guard let credential = state[kind] else { continue }
            try database.run(
                "UPDATE credential SET failures = ?3, voided_at = ?4 WHERE number = ?1 AND kind = ?2",
                number.digits, kind.rawValue, credential.failures, credential.voidedAt.map { Int($0.milliseconds) })
        }
    }

    /// Replaces the password of that kind; its failures start anew.
    /// - Parameter mustChange: somebody else has set it, so that it serves for one sign-in and must then be changed (PW-6).
    package static func set(
        _ hash: PasswordHash, _ kind: CredentialKind, of number: PhoneNumber, at now: Moment, mustChange: Bool = false,
        _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT OR REPLACE INTO credential
                (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at, must_change)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, NULL, ?9)
            """, number.digits, kind.rawValue, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r,
            hash.parameters.p, Int(now.milliseconds), mustChange)
    }

    /// PW-5: the same password with a greater cost; its age and standing stay.
    static func renew(
        _ hash: PasswordHash, _ kind: CredentialKind, of number: PhoneNumber, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE credential SET hash = ?3, salt = ?4, scrypt_n = ?5, scrypt_r = ?6, scrypt_p = ?7
            WHERE number = ?1 AND kind = ?2
            """, number.digits, kind.rawValue, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r,
            hash.parameters.p)
    }

    static func forget(_ kind: CredentialKind, of number: PhoneNumber, _ database: Connection) throws {
        try database.run(
            "DELETE FROM credential WHERE number = ?1 AND kind = ?2", number.digits, kind.rawValue)
    }

    /// Counts a wrong entry of the regular password, made elsewhere than at a sign-in, as AUTH-4 does; true when it was the
    /// last allowed one: the password is void, and the number's sessions have ended.
    static func countWrong(of number: PhoneNumber, at now: Moment, _ database: Connection) throws -> Bool {
        var state = try find(number, database).state
        guard var credential = state.regular, credential.voidedAt == nil else { return false }
        credential.failures += 1
        let isLast = credential.failures >= CredentialKind.regular.allowedFailures
        if isLast { credential.voidedAt = now }
        state.regular = credential
        try save(state, of: number, database)
        if isLast { try SessionStore.endAll(of: number, database) }
        return isLast
    }

    /// Whether the number belongs to the contract (PW-3).
    static func isNumber(_ number: PhoneNumber, of contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM phone_number WHERE number = ?1 AND contract_id = ?2", number.digits, contract)
    }
}
