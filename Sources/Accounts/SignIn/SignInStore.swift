import SQLite
import Telephony

/// Whose number it is, and the passwords that could sign it in.
struct SignInFacts: Sendable {
    let contract: Int
    let contractNumber: PhoneNumber
    let unit: AuthenticationUnit?
    var stored: StoredCredentials
}

/// All SQL about signing in.
enum SignInStore {
    /// nil for a number of no contract.
    static func facts(_ number: PhoneNumber, _ database: Connection) throws -> SignInFacts? {
        let found = try database.first(
            """
            SELECT c.id, c.number, c.authentication_unit
            FROM phone_number n JOIN contract c ON c.id = n.contract_id WHERE n.number = ?1
            """, number
        ) { row in
            SignInFacts(
                contract: row.integer(0), contractNumber: try row.number(1), unit: try row.optionalValue(2),
                stored: StoredCredentials())
        }
        // Asked for also where there can be none, so that both take as long (AUTH-7).
        let stored = try CredentialStore.find(number, database)
        guard var facts = found else { return nil }
        facts.stored = stored
        return facts
    }

    /// AUTH-11: so many refused sign-ins are kept of each contract, and of the numbers that are of none.
    static let mostRefusals = 10_000

    /// Deletes what a flood has left beyond that; the newest stay.
    static func forgetFloods(_ database: Connection, most: Int = mostRefusals) throws {
        let flooded = try database.query(
            """
            SELECT contract_id, count(*) FROM audit
            WHERE event IN ('sign-in.failed', 'sign-in.refused', 'sign-in.throttled', 'telephone-pin.wrong')
            GROUP BY contract_id HAVING count(*) > ?1
            """, most
        ) { (contract: $0.optionalInteger(0), count: $0.integer(1)) }
        for flood in flooded {
            try database.run(
                """
                DELETE FROM audit WHERE id IN (
                    SELECT id FROM audit
                    WHERE event IN ('sign-in.failed', 'sign-in.refused', 'sign-in.throttled', 'telephone-pin.wrong') AND contract_id IS NOT DISTINCT FROM ?1
                    ORDER BY at, id LIMIT ?2)
                """, flood.contract, flood.count - most)
        }
    }
}
