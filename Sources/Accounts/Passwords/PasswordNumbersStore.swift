import SQLite
import Telephony

/// One number of the contract and how its password stands.
struct PasswordNumber: Sendable, Equatable {
    enum Standing: Sendable, Equatable {
        case none, void, mustChange, set
    }

    let number: PhoneNumber
    let standing: Standing
}

/// What the administrator asks about the passwords of the contract's numbers.
enum PasswordNumbersStore {
    /// Whether the contract still has an administrator: a job may end long after it was begun.
    static func hasAdministrator(_ contract: Int, _ database: Connection) throws -> Bool {
        let unit = try database.first("SELECT authentication_unit FROM contract WHERE id = ?1", contract) { row in
            try row.optionalValue(0, as: AuthenticationUnit.self)
        }
        return unit??.hasAdministrator == true
    }

    static let numbersPerPage = 32

    /// One page of the list, in ascending order.
    static func page(
        _ page: Int, matching pattern: NumberPattern, of contract: Int, age: PasswordAge, at now: Moment,
        _ database: Connection
    ) throws -> [PasswordNumber] {
        try database.query(
            """
            SELECT p.number, c.set_at, c.voided_at, c.must_change FROM phone_number p
            LEFT JOIN credential c ON c.number = p.number AND c.kind = 'regular'
            WHERE p.contract_id = ?1 AND p.number LIKE ?2 ORDER BY p.number LIMIT ?3 OFFSET ?4
            """, contract, pattern.like, numbersPerPage, (page - 1) * numbersPerPage
        ) { row in try number(row, age: age, at: now) }
    }

    static func count(matching pattern: NumberPattern, of contract: Int, _ database: Connection) throws -> Int {
        try database.query(
            "SELECT count(*) FROM phone_number WHERE contract_id = ?1 AND number LIKE ?2", contract, pattern.like
        ) { $0.integer(0) }[0]
    }

    /// Every number, for files.
    static func all(
        of contract: Int, age: PasswordAge, at now: Moment, _ database: Connection
    ) throws -> [PhoneNumber: PasswordNumber.Standing] {
        var standings: [PhoneNumber: PasswordNumber.Standing] = [:]
        try database.forEach(
            """
            SELECT p.number, c.set_at, c.voided_at, c.must_change FROM phone_number p
            LEFT JOIN credential c ON c.number = p.number AND c.kind = 'regular' WHERE p.contract_id = ?1
            """, contract
        ) { row in
            let read = try number(row, age: age, at: now)
            standings[read.number] = read.standing
        }
        return standings
    }

    private static func number(_ row: Row, age: PasswordAge, at now: Moment) throws -> PasswordNumber {
        PasswordNumber(number: try row.number(0), standing: try standing(row, age: age, at: now))
    }

    private static func standing(_ row: Row, age: PasswordAge, at now: Moment) throws -> PasswordNumber.Standing {
        guard let setAt = try row.optionalMoment(1) else { return .none }
        guard row.isNull(2) else { return .void }
        let hasExpired = age.hasExpired(setAt: setAt, at: now)
        return row.flag(3) || hasExpired ? .mustChange : .set
    }
}
