package import SQLite
package import Telephony

/// One line of the audit trail (AUTH-12): who did what, from where, from what to what. Never a secret.
package struct AuditEntry: Sendable {
    package var by: Actor
    package var event: AuditEvent
    /// What was changed: a telephone number, a setting's name.
    package var subject: String
    package var before: String?
    package var after: String?

    package init(
        by actor: Actor, event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil
    ) {
        by = actor
        self.event = event
        self.subject = subject
        self.before = before
        self.after = after
    }

    package init(
        at: Moment, contract: Int?, number: PhoneNumber?, client: String, event: AuditEvent, subject: String = "",
        before: String? = nil, after: String? = nil
    ) {
        self.init(
            by: Actor(contract: contract, number: number, client: client, at: at), event: event, subject: subject,
            before: before, after: after)
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
        let by = entry.by
        try database.run(
            """
            INSERT INTO audit (at, site, contract_id, tenant, number, client, event, subject, before, after)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """, by.at, by.site.rawValue, by.contract, by.site == .settings ? nil : by.tenant, by.account, by.client,
            "\(entry.event.name)", entry.subject, entry.before, entry.after)
    }

    /// AUTH-11: of each of a site's tenants, and of nobody's lines, the newest of these events stay.
    package static func forgetFloods(
        of events: [AuditEvent], at site: SiteName, most: Int, _ database: Connection
    ) throws {
        let flooded = try database.query(
            """
            SELECT contract_id, tenant, count(*) FROM audit WHERE site = ?1 AND event IN list(?2)
            GROUP BY contract_id, tenant HAVING count(*) > ?3
            """, site.rawValue, names(events), most
        ) { (contract: $0.optionalInteger(0), tenant: $0.optionalInteger(1), count: $0.integer(2)) }
        for flood in flooded {
            try database.run(
                """
                DELETE FROM audit WHERE id IN (
                    SELECT id FROM audit
                    WHERE site = ?1 AND event IN list(?2) AND contract_id IS NOT DISTINCT FROM ?3
                        AND tenant IS NOT DISTINCT FROM ?4
                    ORDER BY at, id LIMIT ?5)
                """, site.rawValue, names(events), flood.contract, flood.tenant, flood.count - most)
        }
    }

    /// What nobody's tenant has caused is the operator's only, and anybody in the world can cause it: it is kept for a season.
    package static func forgetNobodys(at site: SiteName, before moment: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM audit WHERE contract_id IS NULL AND tenant IS NULL AND site = ?1 AND at < ?2", site.rawValue,
            moment)
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
