public import SQLite

/// One line of the audit trail (AUTH-12): who did what, from where, from what to what. Never a secret.
public struct AuditEntry: Sendable {
    public var at: Moment
    public var contract: Int?
    public var number: PhoneNumber?
    /// The client's address, or `operator` for the command line, `telephone` for the menu.
    public var client: String
    public var event: AuditEvent
    /// What was changed: a telephone number, a setting's name.
    public var subject: String
    public var before: String?
    public var after: String?

    public init(
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
public struct AuditEvent: Sendable, ExpressibleByStringLiteral {
    public let name: StaticString

    public init(stringLiteral name: StaticString) { self.name = name }
}

public enum AuditStore {
    /// Belongs into the transaction of what it tells about.
    public static func write(_ entry: AuditEntry, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO audit (at, contract_id, number, client, event, subject, before, after)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, entry.at.milliseconds, entry.contract, entry.number?.digits, entry.client, "\(entry.event.name)",
            entry.subject, entry.before, entry.after)
    }
}
