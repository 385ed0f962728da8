package import SQLite
package import Telephony

/// One line of the audit trail (AUTH-12): who did what, from where, from what to what. Never a secret.
package struct AuditEntry: Sendable {
    package var at: Moment
    package var contract: Int?
    package var number: PhoneNumber?
    /// The client's address, or `operator` for the command line, `telephone` for the menu.
    package var client: String
    package var event: AuditEvent
    /// What was changed: a telephone number, a setting's name.
    package var subject: String
    package var before: String?
    package var after: String?

    package init(
        at: Moment, contract: Int?, number: PhoneNumber?, client: String, event: AuditEvent, subject: String = "",
        before: String? = nil, after: String? = nil
    ) {
        self.at = at
        self.contract = contract
        self.number = number
        self.client = client
        self.event = event
        self.subject = subject
        self.before = before
        self.after = after
    }
}

/// The name of an event, given by the feature it belongs to: `"sign-in"`, `"bulk-forwarding.start"`.
package struct AuditEvent: Sendable, ExpressibleByStringLiteral {
    package let name: StaticString

    package init(stringLiteral name: StaticString) { self.name = name }
}

package enum AuditStore {
    /// Belongs into the transaction of what it tells about.
    package static func write(_ entry: AuditEntry, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO audit (at, contract_id, number, client, event, subject, before, after)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, entry.at.milliseconds, entry.contract, entry.number?.digits, entry.client, "\(entry.event.name)",
            entry.subject, entry.before, entry.after)
    }
}
