import Crypto
package import SQLite
import Shell
package import Telephony

/// The passwords of one number as they are stored.
package struct StoredCredentials: Sendable {
    var hashes: [CredentialKind: PasswordHash] = [:]
    package var state = CredentialState()
}

/// All SQL about passwords.
package enum CredentialStore {
    package static func find(_ number: PhoneNumber, _ database: Connection) throws -> StoredCredentials {
        var stored = StoredCredentials()
        try database.forEach(
            """
            SELECT kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at, must_change
            FROM credential WHERE number = ?1
            """, number
        ) { row in
            let kind: CredentialKind = try row.value(0)
            stored.hashes[kind] = PasswordHash(row, from: 1)
            stored.state[kind] = Credential(
                setAt: try row.moment(6), failures: row.integer(7), voidedAt: try row.optionalMoment(8),
                mustChange: row.flag(9))
        }
        return stored
    }

    /// Writes how the passwords stand after a step of `CredentialState`; the hashes stay as they are.
    static func save(_ state: CredentialState, of number: PhoneNumber, _ database: Connection) throws {
        for kind in CredentialKind.allCases {
            guard let credential = state[kind] else { continue }
            try database.run(
                "UPDATE credential SET failures = ?3, voided_at = ?4 WHERE number = ?1 AND kind = ?2", number, kind,
                credential.failures, credential.voidedAt)
        }
    }

    /// The numbers with a void password, in their order: void from a moment on, of one contract.
    static func voided(since: Moment?, ofContract contract: Int?, _ database: Connection) throws -> [PhoneNumber] {
        try database.query(
            """
            SELECT DISTINCT c.number FROM credential c JOIN phone_number p ON p.number = c.number
            WHERE c.voided_at IS NOT NULL AND c.voided_at >= ?1 AND (?2 IS NULL OR p.contract_id = ?2) ORDER BY c.number
            """, since ?? Moment(milliseconds: 0), contract
        ) { try $0.number(0) }
    }

    /// How many passwords, and PINs of the telephone, misses have voided from a moment on.
    static func spent(since: Moment, _ database: Connection) throws -> GuessingAlarm.Count {
        let spent = try database.query(
            """
            SELECT c.kind, c.failures, p.contract_id
            FROM credential c JOIN phone_number p ON p.number = c.number WHERE c.voided_at >= ?1
            """, since
        ) { (kind: try $0.value(0, as: CredentialKind.self), failures: $0.integer(1), contract: $0.integer(2)) }
        .filter { $0.failures >= $0.kind.allowedMisses }
        let contracts = spent.map(\.contract) + (try contractsOfSpentPINs(since: since, database))
        return GuessingAlarm.Count(passwords: contracts.count, contracts: Set(contracts).count)
    }

    /// Nothing but misses voids a PIN.
    private static func contractsOfSpentPINs(since: Moment, _ database: Connection) throws -> [Int] {
        try database.query("SELECT contract_id FROM telephone_pin WHERE voided_at >= ?1", since) { $0.integer(0) }
    }

    /// The miss of a number that has no password to count it (AUTH-7).
    package static func countForNobody(_ database: Connection) throws {
        try database.run("UPDATE nobodys_credential SET failures = failures + 1 WHERE id = 1")
    }

    /// A new password, and what it replaces.
    /// - Parameter mustChange: somebody else has set it, so that it serves for one sign-in and must then be changed (PW-6).
    package static func set(
        _ hash: PasswordHash, _ kind: CredentialKind, of number: PhoneNumber, at now: Moment, mustChange: Bool = false,
        _ database: Connection
    ) throws {
        let state = try find(number, database).state.setting(kind, at: now, mustChange: mustChange)
        for each in CredentialKind.allCases {
            guard let credential = state[each] else {
                try database.run("DELETE FROM credential WHERE number = ?1 AND kind = ?2", number, each)
                continue
            }
            guard each == kind else { continue }
            try database.run(
                """
                INSERT INTO credential
                    (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at, must_change)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                ON CONFLICT (number, kind) DO UPDATE SET
                    hash = excluded.hash, salt = excluded.salt, scrypt_n = excluded.scrypt_n,
                    scrypt_r = excluded.scrypt_r, scrypt_p = excluded.scrypt_p, set_at = excluded.set_at,
                    failures = excluded.failures, voided_at = excluded.voided_at, must_change = excluded.must_change
                """, number, kind, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r, hash.parameters.p,
                credential.setAt, credential.failures, credential.voidedAt, credential.mustChange)
        }
    }

    /// PW-5: the same password with a greater cost; its age and standing stay.
    static func renew(
        _ hash: PasswordHash, _ kind: CredentialKind, of number: PhoneNumber, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE credential SET hash = ?3, salt = ?4, scrypt_n = ?5, scrypt_r = ?6, scrypt_p = ?7
            WHERE number = ?1 AND kind = ?2
            """, number, kind, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r, hash.parameters.p)
    }

    /// Whether the number belongs to the contract (PW-3).
    static func isNumber(_ number: PhoneNumber, of contract: Int, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM phone_number WHERE number = ?1 AND contract_id = ?2", number, contract)
    }
}

extension PasswordHash {
    /// Of five columns in this order: hash, salt, n, r, p.
    package init(_ row: Row, from column: Int) {
        self.init(
            hash: row.bytes(column), salt: row.bytes(column + 1),
            parameters: Scrypt(
                n: row.integer(column + 2), r: row.integer(column + 3), p: row.integer(column + 4)))
    }

    /// Nil where there is none.
    package init?(ifAny row: Row, from column: Int) {
        if row.isNull(column) { return nil }
        self.init(row, from: column)
    }
}
