import Crypto
package import SQLite
import Shell
import Telephony

/// All SQL about the telephones that act for a contract, and their PINs.
package enum TelephonePINStore {
    package static func find(_ contract: Int, _ database: Connection) throws -> StoredTelephonePIN? {
        let callers = try database.query(
            "SELECT number FROM telephone_pin_caller WHERE contract_id = ?1 ORDER BY number", contract
        ) { try $0.number(0) }
        return try database.first(
            """
            SELECT version, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at
            FROM telephone_pin WHERE contract_id = ?1
            """, contract
        ) { row in
            StoredTelephonePIN(
                contract: contract, version: row.integer(0), hash: PasswordHash(row, from: 1),
                credential: Credential(
                    setAt: try row.moment(6), failures: row.integer(7), voidedAt: try row.optionalMoment(8)),
                callers: callers)
        }
    }

    /// The contracts for which a telephone is registered.
    static func contracts(ofCaller number: PhoneNumber, _ database: Connection) throws -> [Int] {
        try database.query(
            "SELECT contract_id FROM telephone_pin_caller WHERE number = ?1 ORDER BY contract_id", number
        ) { $0.integer(0) }
    }

    /// Whose contract a number is.
    static func contract(of number: PhoneNumber, _ database: Connection) throws -> Int? {
        try database.first("SELECT contract_id FROM phone_number WHERE number = ?1", number) { $0.integer(0) }
    }

    static func contractNumber(of contract: Int, _ database: Connection) throws -> PhoneNumber? {
        try database.first("SELECT number FROM contract WHERE id = ?1", contract) { try $0.number(0) }
    }

    /// Whether a number of the contract ends with these digits.
    static func isEndOfNumber(_ digits: String, of contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM phone_number WHERE contract_id = ?1 AND number LIKE ?2", contract, "%\(digits)")
    }

    /// - Parameter hash: nil: the PIN stays, with its age and its misses.
    static func set(
        _ hash: PasswordHash?, callers: [PhoneNumber], of contract: Int, at now: Moment, _ database: Connection
    ) throws {
        if let hash {
            try database.run(
                """
                INSERT INTO telephone_pin (contract_id, version, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at)
                VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (contract_id) DO UPDATE SET
                    version = telephone_pin.version + 1, hash = excluded.hash, salt = excluded.salt,
                    scrypt_n = excluded.scrypt_n, scrypt_r = excluded.scrypt_r, scrypt_p = excluded.scrypt_p,
                    set_at = excluded.set_at, failures = 0, voided_at = NULL
                """, contract, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r, hash.parameters.p, now)
        } else {
            try database.run("UPDATE telephone_pin SET version = version + 1 WHERE contract_id = ?1", contract)
        }
        try database.run("DELETE FROM telephone_pin_caller WHERE contract_id = ?1", contract)
        for caller in callers {
            try database.run(
                "INSERT INTO telephone_pin_caller (contract_id, number) VALUES (?1, ?2)", contract, caller)
        }
    }

    static func remove(of contract: Int, _ database: Connection) throws {
        try database.run("DELETE FROM telephone_pin_caller WHERE contract_id = ?1", contract)
        try database.run("DELETE FROM telephone_pin WHERE contract_id = ?1", contract)
    }

    /// How it stands after an entry; the hash stays as it is.
    static func save(_ credential: Credential, of contract: Int, _ database: Connection) throws {
        try database.run(
            "UPDATE telephone_pin SET failures = ?2, voided_at = ?3 WHERE contract_id = ?1", contract,
            credential.failures, credential.voidedAt)
    }

    /// PW-5: the same PIN with a greater cost.
    static func renew(_ hash: PasswordHash, of contract: Int, _ database: Connection) throws {
        try database.run(
            """
            UPDATE telephone_pin SET hash = ?2, salt = ?3, scrypt_n = ?4, scrypt_r = ?5, scrypt_p = ?6
            WHERE contract_id = ?1
            """, contract, hash.hash, hash.salt, hash.parameters.n, hash.parameters.r, hash.parameters.p)
    }
}
