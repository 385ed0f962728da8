package import SQLite
package import Telephony

/// All SQL about mails on their way out.
package enum OutboxStore {
    /// Belongs into the transaction of the mail's cause (OPS-3).
    package static func add(_ mail: Mail, of contract: Int?, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO outbox_mail
                (contract_id, kind, recipient, subject, body, worthless_after, created_at, waiting_since, next_attempt_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?7)
            """, contract, mail.kind, mail.recipient.text, mail.subject, mail.body, mail.worthlessAfter?.milliseconds,
            now.milliseconds)
    }

    /// What is due, those first that somebody waits for, then the oldest.
    package static func due(
        atMost count: Int, without others: Set<Int>, at now: Moment, _ database: Connection
    ) throws -> [OutboxMail] {
        let others = "[" + others.map(String.init).joined(separator: ",") + "]"
        return try database.query(
            """
            SELECT id, kind, recipient, subject, body, worthless_after, created_at, waiting_since, deferrals FROM (
                SELECT * FROM (
                    SELECT * FROM outbox_mail
                    WHERE state = 'waiting' AND (worthless_after IS NULL) = 0 AND next_attempt_at <= ?1
                        AND id NOT IN (SELECT value FROM json_each(?2))
                    ORDER BY next_attempt_at LIMIT ?3)
                UNION ALL
                SELECT * FROM (
                    SELECT * FROM outbox_mail
                    WHERE state = 'waiting' AND (worthless_after IS NULL) = 1 AND next_attempt_at <= ?1
                        AND id NOT IN (SELECT value FROM json_each(?2))
                    ORDER BY next_attempt_at LIMIT ?3))
            ORDER BY worthless_after IS NULL, next_attempt_at, id LIMIT ?3
            """, now.milliseconds, others, count, row: mail
        ).compactMap { $0 }
    }

    /// Nil for an address that the site takes no longer; such a mail stays until its time is over.
    private static func mail(_ row: Row) -> OutboxMail? {
        guard let recipient = MailAddress(row.text(2)) else { return nil }
        return OutboxMail(
            id: row.integer(0),
            mail: Mail(
                kind: row.text(1), to: recipient, subject: row.text(3), body: row.text(4),
                worthlessAfter: row.optionalInteger(5).map { Moment(milliseconds: Int64($0)) }),
            writtenAt: Moment(milliseconds: Int64(row.integer(6))),
            waitingSince: Moment(milliseconds: Int64(row.integer(7))),
            deferrals: row.integer(8))
    }

    // MARK: After an attempt

    /// Returns what became of the mail.
    package static func note(
        _ delivery: MailDelivery, of mail: OutboxMail, at now: Moment, _ database: Connection
    ) throws -> OutboxDelivery.Outcome {
        var pausedUntil = now
        if case .unreachable = delivery {
            let pause = OutboxPause.after(try pause(database), delivery.reply, at: now)
            try keep(pause, database)
            pausedUntil = pause.until
        } else {
            try database.run("DELETE FROM outbox_pause")
        }
        let outcome = OutboxDelivery.outcome(of: delivery, for: mail, pausedUntil: pausedUntil, at: now)
        try keep(outcome, of: mail, reply: delivery.reply, isDeferred: delivery.isDeferred, at: now, database)
        return outcome
    }

    static func expire(_ mail: OutboxMail, at now: Moment, _ database: Connection) throws {
        try keep(.expired, of: mail, reply: nil, isDeferred: false, at: now, database)
    }

    /// A bounced mail keeps its words, because the operator may have it tried again. What has been sent counts as sent,
    /// whatever has been thought of it meanwhile.
    private static func keep(
        _ outcome: OutboxDelivery.Outcome, of mail: OutboxMail, reply: String?, isDeferred: Bool, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE outbox_mail SET state = ?2, next_attempt_at = ?3, finished_at = ?4,
                last_reply = coalesce(?5, last_reply), deferrals = deferrals + ?6,
                subject = iif(?7, NULL, subject), body = iif(?7, NULL, body)
            WHERE id = ?1 AND (state = 'waiting' OR ?2 = 'sent')
            """, mail.id, outcome.state, outcome.nextAttempt?.milliseconds,
            outcome.nextAttempt == nil ? now.milliseconds : nil, reply, isDeferred, outcome.isOver)
    }

    // MARK: When the server cannot be reached

    static func pause(_ database: Connection) throws -> OutboxPause? {
        try database.first("SELECT since, until, failures, reply FROM outbox_pause") { row in
            OutboxPause(
                since: Moment(milliseconds: Int64(row.integer(0))), until: Moment(milliseconds: Int64(row.integer(1))),
                failures: row.integer(2), reply: row.text(3))
        }
    }

    private static func keep(_ pause: OutboxPause, _ database: Connection) throws {
        try database.run(
            "INSERT OR REPLACE INTO outbox_pause (id, since, until, failures, reply) VALUES (1, ?1, ?2, ?3, ?4)",
            pause.since.milliseconds, pause.until.milliseconds, pause.failures, pause.reply)
    }

    /// Whether mails wait that should be out by now.
    static func isDelayed(at now: Moment, _ database: Connection) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM outbox_mail WHERE state = 'waiting'
                AND (next_attempt_at <= ?1 OR EXISTS (SELECT 1 FROM outbox_pause)) LIMIT 1
            """, (now - .minutes(1)).milliseconds)
    }

    // MARK: When their time is over

    /// A mail that was given up without an attempt of its own.
    struct GivenUp: Sendable {
        let id: Int
        let kind: String
        let state: String
    }

    /// Mails that have waited too long, and words that have lost their worth.
    static func giveUp(at now: Moment, _ database: Connection) throws -> [GivenUp] {
        let expired = try database.query(
            """
            UPDATE outbox_mail SET state = iif(state = 'waiting', 'expired', state), next_attempt_at = NULL,
                finished_at = coalesce(finished_at, ?1), subject = NULL, body = NULL
            WHERE body IS NOT NULL AND worthless_after <= ?1
            RETURNING id, kind, state
            """, now.milliseconds, row: givenUp)
        let bounced = try database.query(
            """
            UPDATE outbox_mail SET state = 'bounced', next_attempt_at = NULL, finished_at = ?1
            WHERE state = 'waiting' AND waiting_since <= ?2
            RETURNING id, kind, state
            """, now.milliseconds, (now - OutboxDelivery.patience).milliseconds, row: givenUp)
        return expired.filter { $0.state == "expired" } + bounced
    }

    private static func givenUp(_ row: Row) -> GivenUp {
        GivenUp(id: row.integer(0), kind: row.text(1), state: row.text(2))
    }

    static func forget(finishedBefore moment: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM outbox_mail WHERE finished_at < ?1", moment.milliseconds)
    }
}

extension MailDelivery {
    fileprivate var isDeferred: Bool { if case .deferred = self { true } else { false } }
}

extension OutboxDelivery.Outcome {
    fileprivate var state: String {
        switch self {
        case .sent: "sent"
        case .again: "waiting"
        case .bounced: "bounced"
        case .expired: "expired"
        }
    }

    fileprivate var nextAttempt: Moment? { if case .again(let moment) = self { moment } else { nil } }

    /// Nobody needs its words any more.
    fileprivate var isOver: Bool { self == .sent || self == .expired }
}
