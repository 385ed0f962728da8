import SQLite

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
            """, number.digits
        ) { row in
            PhoneNumber(row.text(1)).map { contractNumber in
                SignInFacts(
                    contract: row.integer(0), contractNumber: contractNumber,
                    unit: row.optionalText(2).flatMap(AuthenticationUnit.init(rawValue:)),
                    stored: StoredCredentials())
            }
        }
        guard var facts = found ?? nil else { return nil }
        facts.stored = try PasswordStore.find(number, database)
        return facts
    }
}
