package import SQLite
package import Telephony

/// The operator's view of mails that have not left the house: waiting and bounced. Never their words.
package struct OutboxQueue: Sendable {
    package struct Entry: Sendable {
        package let id: Int
        package let isWaiting: Bool
        package let kind: String
        package let recipient: String
        package let writtenAt: Moment
        /// How often the server has said "not now".
        package let deferrals: Int
        /// Nil for a mail that has bounced.
        package let nextAttemptAt: Moment?
        /// Nil for a mail that waits.
        package let bouncedAt: Moment?
        package let lastReply: String?
        /// Nothing is left to send of a mail whose words have lost their worth.
        package let canBeRetried: Bool
    }

    /// That the server cannot be reached.
    package struct Trouble: Sendable {
        package let since: Moment
        package let nextAttemptAt: Moment
        package let reply: String
    }

    /// Oldest first.
    package let entries: [Entry]
    package let trouble: Trouble?

    package init(_ database: Connection) throws {
        entries = try database.query(
            """
            SELECT id, state = 'waiting', kind, recipient, created_at, deferrals, next_attempt_at, finished_at, last_reply,
                body IS NOT NULL
            FROM outbox_mail WHERE state IN ('waiting', 'bounced') ORDER BY id
            """
        ) { row in
            Entry(
                id: row.integer(0), isWaiting: row.flag(1), kind: row.text(2), recipient: row.text(3),
                writtenAt: Moment(milliseconds: Int64(row.integer(4))), deferrals: row.integer(5),
                nextAttemptAt: row.optionalInteger(6).map { Moment(milliseconds: Int64($0)) },
                bouncedAt: row.optionalInteger(7).map { Moment(milliseconds: Int64($0)) },
                lastReply: row.optionalText(8), canBeRetried: row.flag(9))
        }
        trouble = try OutboxStore.pause(database).map {
            Trouble(since: $0.since, nextAttemptAt: $0.until, reply: $0.reply)
        }
    }

    /// Has the mails tried at once that wait or have bounced: all of them, or the one of that number. From now on they have
    /// a whole day again. Returns how many.
    package static func retry(_ id: Int?, at now: Moment, _ database: Connection) throws -> Int {
        let count = try database.run(
            """
            UPDATE outbox_mail SET state = 'waiting', waiting_since = ?1, next_attempt_at = ?1, deferrals = 0,
                finished_at = NULL
            WHERE (id = ?2 OR ?2 IS NULL) AND state IN ('waiting', 'bounced') AND body IS NOT NULL
            """, now.milliseconds, id)
        guard count > 0 else { return 0 }
        // The server is asked at once too.
        try database.run("UPDATE outbox_pause SET until = min(until, ?1)", now.milliseconds)
        try AuditStore.write(
            AuditEntry(
                at: now, contract: nil, number: nil, client: "operator", event: "mail.retry",
                subject: id.map(String.init) ?? "", after: "\(count)"), database)
        return count
    }
}
