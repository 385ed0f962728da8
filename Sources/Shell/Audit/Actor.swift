package import SQLite
package import Telephony

/// Who does something, for what is written about it: a person at a browser, the operator, a telephone, the site itself.
package struct Actor: Sendable, Equatable {
    package let site: SiteName
    /// Whose the line is, by the site's own count; nil for what is nobody's in particular.
    package let tenant: Int?
    /// What the person signs in with; nil for the operator and for what happens by itself.
    package let account: String?
    /// As the audit trail has it: a client's address, `operator`, `telephone` or `automatic`.
    package let client: String
    package let at: Moment

    package init(site: SiteName, tenant: Int?, account: String?, client: String, at: Moment) {
        self.site = site
        self.tenant = tenant
        self.account = account
        self.client = client
        self.at = at
    }

    package static let telephoneClient = "telephone"
    package static let operatorClient = "operator"
    package static let automaticClient = "automatic"

    package var isAutomatic: Bool { client == Actor.automaticClient }
    package var isAtTelephone: Bool { client == Actor.telephoneClient }

    /// Writes a line of the audit trail (AUTH-12); belongs into the transaction of what it tells about.
    package func audit(
        _ event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil, _ database: Connection
    ) throws {
        try AuditStore.write(
            AuditEntry(by: self, event: event, subject: subject, before: before, after: after), database)
    }
}
