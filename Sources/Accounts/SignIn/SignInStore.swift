import SQLite
import Shell
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
        let events: [AuditEvent] = ["sign-in.failed", "sign-in.refused", "sign-in.throttled", "telephone-pin.wrong"]
        try AuditStore.forgetFloods(of: events, at: .settings, most: most, database)
    }
}
