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
            """, entry.at, entry.contract, entry.number, entry.client, "\(entry.event.name)", entry.subject,
            entry.before, entry.after)
    }

    /// The newest of these events that a number has caused, or that others have caused to it.
    package static func latest(
        _ events: [AuditEvent], about number: PhoneNumber, of contract: Int, _ database: Connection
    ) throws -> Authorship? {
        try database.first(
            """
            SELECT at, number, client FROM audit
            WHERE contract_id = ?1 AND (number = ?2 OR subject = ?2) AND event IN list(?3) ORDER BY id DESC LIMIT 1
            """, contract, number, names(events), row: change)
    }

    /// The newest of these events in the contract.
    package static func latest(
        _ events: [AuditEvent], of contract: Int, _ database: Connection
    ) throws -> Authorship? {
        try database.first(
            """
            SELECT at, number, client FROM audit
            WHERE contract_id = ?1 AND event IN list(?2) ORDER BY at DESC, id DESC LIMIT 1
            """, contract, names(events), row: change)
    }

    private static func names(_ events: [AuditEvent]) -> List { List(events.map { "\($0.name)" }) }

    private static func change(_ row: Row) throws -> Authorship {
        let number = try row.optionalNumber(1)
        return Authorship(
            at: try row.moment(0), by: number.map(Authorship.Author.person) ?? .client(row.text(2)))
    }
}
