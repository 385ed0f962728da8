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
            """, contract, mail.kind, mail.recipient, mail.subject, mail.body, mail.worthlessAfter, now)
    }

    /// How many mails of that kind have been written for a contract since then.
    package static func count(
        of kind: StaticString, for contract: Int, since: Moment, _ database: Connection
    ) throws -> Int {
        try database.query(
            "SELECT count(*) FROM outbox_mail WHERE contract_id = ?1 AND kind = ?2 AND created_at > ?3", contract,
            "\(kind)", since
        ) { $0.integer(0) }[0]
    }

    /// What is due, those first that somebody waits for, then the oldest.
    package static func due(
        atMost count: Int, without others: Set<Int>, at now: Moment, _ database: Connection
    ) throws -> [OutboxMail] {
        let read = try database.query(
            """
            SELECT id, kind, recipient, subject, body, worthless_after, created_at, waiting_since, deferrals FROM (
                SELECT * FROM (
                    SELECT * FROM outbox_mail
                    WHERE state = 'waiting' AND (worthless_after IS NULL) = 0 AND next_attempt_at <= ?1
                        AND id NOT IN list(?2)
                    ORDER BY next_attempt_at LIMIT ?3)
                UNION ALL
                SELECT * FROM (
                    SELECT * FROM outbox_mail
                    WHERE state = 'waiting' AND (worthless_after IS NULL) = 1 AND next_attempt_at <= ?1
                        AND id NOT IN list(?2)
                    ORDER BY next_attempt_at LIMIT ?3))
            ORDER BY worthless_after IS NULL, next_attempt_at, id LIMIT ?3
            """, now, List(others), count
        ) { row in Result { try mail(row) } }
        let mails = read.filter { (try? $0.get()) != nil }
        // A mail that cannot be read is told of, but holds up no other: somebody may wait for a code.
        return try (mails.isEmpty && others.isEmpty ? read : mails).map { try $0.get() }
    }

    private static func mail(_ row: Row) throws -> OutboxMail {
        OutboxMail(
            id: row.integer(0),
            mail: Mail(
                kind: row.text(1), to: try row.value(2), subject: row.text(3), body: row.text(4),
                worthlessAfter: try row.optionalMoment(5)),
            writtenAt: try row.moment(6), waitingSince: try row.moment(7), deferrals: row.integer(8))
    }

    /// Since when these mails are tried: later than before when the operator wants them tried again.
    static func waitingSince(_ mails: some Sequence<Int>, _ database: Connection) throws -> [Int: Moment] {
        var since: [Int: Moment] = [:]
        try database.forEach("SELECT id, waiting_since FROM outbox_mail WHERE id IN list(?1)", List(mails)) { row in
            since[row.integer(0)] = try row.moment(1)
        }
        return since
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
                subject = CASE WHEN ?7 THEN NULL ELSE subject END, body = CASE WHEN ?7 THEN NULL ELSE body END
            WHERE id = ?1 AND (state = 'waiting' OR ?2 = 'sent')
            """, mail.id, outcome.state, outcome.nextAttempt, outcome.nextAttempt == nil ? now : nil, reply, isDeferred,
            outcome.isOver)
    }

    // MARK: When the server cannot be reached

    static func pause(_ database: Connection) throws -> OutboxPause? {
        try database.first("SELECT since, until, failures, reply FROM outbox_pause") { row in
            OutboxPause(
                since: try row.moment(0), until: try row.moment(1), failures: row.integer(2), reply: row.text(3))
        }
    }

    private static func keep(_ pause: OutboxPause, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO outbox_pause (id, since, until, failures, reply) VALUES (1, ?1, ?2, ?3, ?4)
            ON CONFLICT (id) DO UPDATE SET since = excluded.since, until = excluded.until, failures = excluded.failures,
                reply = excluded.reply
            """, pause.since, pause.until, pause.failures, pause.reply)
    }

    /// Whether mails wait that should be out by now.
    static func isDelayed(at now: Moment, _ database: Connection) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM outbox_mail WHERE state = 'waiting'
                AND (next_attempt_at <= ?1 OR EXISTS (SELECT 1 FROM outbox_pause)) LIMIT 1
            """, now - .minutes(1))
    }

    // MARK: When their time is over

    /// A mail that was given up without an attempt of its own.
    struct GivenUp: Sendable {
        let id: Int
        let kind: String
        let state: OutboxState
    }

    /// Mails that have waited too long, and words that have lost their worth.
    static func giveUp(at now: Moment, _ database: Connection) throws -> [GivenUp] {
        let expired = try database.query(
            """
            UPDATE outbox_mail SET state = CASE WHEN state = 'waiting' THEN 'expired' ELSE state END, next_attempt_at = NULL,
                finished_at = coalesce(finished_at, ?1), subject = NULL, body = NULL
            WHERE body IS NOT NULL AND worthless_after <= ?1
            RETURNING id, kind, state
            """, now, row: givenUp)
        let bounced = try database.query(
            """
            UPDATE outbox_mail SET state = 'bounced', next_attempt_at = NULL, finished_at = ?1
            WHERE state = 'waiting' AND waiting_since <= ?2
            RETURNING id, kind, state
            """, now, now - OutboxDelivery.patience, row: givenUp)
        return expired.filter { $0.state == .expired } + bounced
    }

    private static func givenUp(_ row: Row) throws -> GivenUp {
        GivenUp(id: row.integer(0), kind: row.text(1), state: try row.value(2))
    }

    static func forget(finishedBefore moment: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM outbox_mail WHERE finished_at < ?1", moment)
    }

    // MARK: For the operator

    /// Oldest first.
    package static func queue(_ database: Connection) throws -> OutboxQueue {
        let entries = try database.query(
            """
            SELECT id, state = 'waiting', kind, recipient, created_at, deferrals, next_attempt_at, finished_at, last_reply,
                body IS NOT NULL
            FROM outbox_mail WHERE state IN ('waiting', 'bounced') ORDER BY id
            """
        ) { row in
            OutboxQueue.Entry(
                id: row.integer(0), isWaiting: row.flag(1), kind: row.text(2), recipient: try row.value(3),
                writtenAt: try row.moment(4), deferrals: row.integer(5), nextAttemptAt: try row.optionalMoment(6),
                bouncedAt: try row.optionalMoment(7), lastReply: row.optionalText(8), canBeRetried: row.flag(9))
        }
        let trouble = try pause(database).map {
            OutboxQueue.Trouble(since: $0.since, nextAttemptAt: $0.until, reply: $0.reply)
        }
        return OutboxQueue(entries: entries, trouble: trouble)
    }

    /// Has the mails tried at once that wait or have bounced: all of them, or the one of that number. From now on they have
    /// a whole day again. Returns how many.
    package static func retry(_ id: Int?, by actor: Actor, _ database: Connection) throws -> Int {
        let count = try database.run(
            """
            UPDATE outbox_mail SET state = 'waiting', waiting_since = ?1, next_attempt_at = ?1, deferrals = 0,
                finished_at = NULL
            WHERE (id = ?2 OR ?2 IS NULL) AND state IN ('waiting', 'bounced') AND body IS NOT NULL
            """, actor.at, id)
        guard count > 0 else { return 0 }
        // The server is asked at once too.
        try database.run("UPDATE outbox_pause SET until = ?1 WHERE until > ?1", actor.at)
        try actor.audit("mail.retry", subject: id.map(String.init) ?? "", after: "\(count)", database)
        return count
    }
}

/// What has become of a mail, as it is stored.
enum OutboxState: String, StorableValue {
    case waiting, sent, bounced, expired
}

extension MailDelivery {
    fileprivate var isDeferred: Bool { if case .deferred = self { true } else { false } }
}

extension OutboxDelivery.Outcome {
    fileprivate var state: OutboxState {
        switch self {
        case .sent: .sent
        case .again: .waiting
        case .bounced: .bounced
        case .expired: .expired
        }
    }

    fileprivate var nextAttempt: Moment? { if case .again(let moment) = self { moment } else { nil } }

    /// Nobody needs its words any more.
    fileprivate var isOver: Bool { self == .sent || self == .expired }
}
