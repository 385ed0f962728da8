import SQLite
import Shell
import Telephony

/// Starts and stops forwarding. Belongs into one transaction, like all changes.
enum BulkForwardingServiceStore {
    /// - Parameters:
    ///   - shownVersion: the version of the state that the page showed; nil where nobody looked at one (automatic, operator).
    ///   - reason: what the customer is told after a stop by force.
    static func turn(
        on isOn: Bool, shownVersion: Int?, reason: String? = nil, of contract: Int, by actor: Actor,
        telling mails: MailTemplates, _ database: Connection
    ) throws -> BulkForwarding.SwitchOutcome {
        let present = try BulkForwardingStore.service(of: contract, database)
        if present.isOn == isOn { return .unchanged }
        if let shownVersion, shownVersion != present.version { return .conflict(present) }
        if isOn {
            let tally = try BulkForwardingStore.tally(of: contract, database)
            guard BulkForwarding.canStart(tally) else { return .nowhere(registered: tally.destinations > 0) }
        }
        let author = BulkForwarding.Author(actor)
        try database.run(
            """
            INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind, by_number, by_client, reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (contract_id) DO UPDATE SET is_on = excluded.is_on, version = excluded.version,
                since = excluded.since, by_kind = excluded.by_kind, by_number = excluded.by_number,
                by_client = excluded.by_client, reason = excluded.reason
            """, contract, isOn, present.version + 1, actor.at, author.storedKind, author.storedNumber,
            actor.client, reason)
        try BulkForwardingHistoryStore.add(isOn ? .start : .stop, lines: 0, of: contract, by: actor, database)
        let event: AuditEvent = isOn ? "bulk-forwarding.start" : "bulk-forwarding.stop"
        try actor.audit(
            event, subject: reason ?? "", before: present.isOn ? "on" : "off", after: isOn ? "on" : "off", database)
        try BulkForwardingNotice.switched(isOn: isOn, reason: reason).write(of: contract, by: actor, mails, database)
        return .switched
    }
}
