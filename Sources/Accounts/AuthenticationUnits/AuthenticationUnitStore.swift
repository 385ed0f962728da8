import SQLite
import Shell
import Telephony

/// All SQL about changes of the authentication unit.
enum AuthenticationUnitStore {
    static func facts(of contract: Int, at now: Moment, _ database: Connection) throws -> AuthenticationUnitFacts? {
        let found = try database.first(
            "SELECT number, authentication_unit FROM contract WHERE id = ?1", contract
        ) { (try $0.number(0), try $0.optionalValue(1, as: AuthenticationUnit.self)) }
        guard let (contractNumber, unit) = found else { return nil }
        let numbers = try numbers(of: contract, at: now, database)
        return AuthenticationUnitFacts(
            contract: contract, contractNumber: contractNumber, unit: unit,
            numbers: numbers.filter { $0.number == contractNumber } + numbers.filter { $0.number != contractNumber })
    }

    private static func numbers(
        of contract: Int, at now: Moment, _ database: Connection
    ) throws -> [AuthenticationUnitFacts.Number] {
        let ofContract = try database.exists(
            "SELECT 1 FROM service WHERE contract_id = ?1 AND number = ''", contract)
        return try database.query(
            """
            SELECT n.number, r.hash, r.salt, r.scrypt_n, r.scrypt_r, r.scrypt_p, r.voided_at, t.set_at, t.voided_at,
                   EXISTS (SELECT 1 FROM service s WHERE s.contract_id = n.contract_id AND s.number = n.number)
            FROM phone_number n
            LEFT JOIN credential r ON r.number = n.number AND r.kind = 'regular'
            LEFT JOIN credential t ON t.number = n.number AND t.kind = 'temporary'
            WHERE n.contract_id = ?1 ORDER BY n.number
            """, contract
        ) { row in
            AuthenticationUnitFacts.Number(
                number: try row.number(0), standing: try standing(row, at: now),
                hash: PasswordHash(ifAny: row, from: 1),
                hasService: ofContract || row.flag(9))
        }
    }

    private static func standing(_ row: Row, at now: Moment) throws -> AuthenticationUnitFacts.Standing {
        if !row.isNull(1), row.isNull(6) { return .serves }
        let temporary = try row.optionalMoment(7).map { setAt in
            CredentialState(temporary: Credential(setAt: setAt, voidedAt: try row.optionalMoment(8)))
        }
        if temporary?.isUsable(.temporary, at: now) == true { return .isOnlyTemporary }
        return row.isNull(1) ? .isMissing : .isVoid
    }

    // MARK: Writing

    static func setUnit(_ unit: AuthenticationUnit, of contract: Int, _ database: Connection) throws {
        try database.run("UPDATE contract SET authentication_unit = ?2 WHERE id = ?1", contract, unit)
    }

    /// Carries out what has been decided about the passwords of these numbers. Returns those whose passwords are now
    /// others than before.
    static func carryOut(
        _ fate: AuthenticationUnitChange.Fate, for numbers: [PhoneNumber], actor: PhoneNumber?, at now: Moment,
        _ database: Connection
    ) throws -> [PhoneNumber] {
        guard fate != .stays, !numbers.isEmpty else { return [] }
        let list = List(numbers)
        let had = try database.query(
            """
            SELECT DISTINCT number FROM credential
            WHERE number IN list(?1) AND (voided_at IS NULL OR ?2) ORDER BY number
            """, list, fate == .isGone ? 1 : 0
        ) { try $0.number(0) }
        switch fate {
        case .stays: return []
        case .isVoid:
            try database.run(
                """
                UPDATE credential SET voided_at = ?2
                WHERE number IN list(?1) AND voided_at IS NULL
                """, list, now)
            return had
        case .isGone:
            try forget(list, database)
            return had
        case .becomesActors:
            guard let actor else { return [] }
            try forget(list, database)
            try copyRegular(of: actor, to: list, database)
            return numbers
        }
    }

    private static func forget(_ list: List, _ database: Connection) throws {
        try database.run("DELETE FROM credential WHERE number IN list(?1)", list)
    }

    /// With its age: whoever is given an old password must replace it as soon (AUTH-8).
    private static func copyRegular(of actor: PhoneNumber, to list: List, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO credential
                (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at, must_change)
            SELECT l.value, 'regular', c.hash, c.salt, c.scrypt_n, c.scrypt_r, c.scrypt_p, c.set_at, 0, NULL,
                   c.must_change
            FROM list(?1) AS l JOIN credential c ON c.number = ?2 AND c.kind = 'regular'
            """, list, actor)
    }

    /// AUTH-4: a right entry ends the row of wrong ones.
    static func forgetMisses(of numbers: [PhoneNumber], but wrong: [PhoneNumber], _ database: Connection) throws {
        try database.run(
            """
            UPDATE credential SET failures = 0
            WHERE kind = 'regular' AND voided_at IS NULL AND failures > 0
              AND number IN list(?1) AND number NOT IN list(?2)
            """, List(numbers), List(wrong))
    }
}
