import Contracts
import SQLite
import Shell
import Telephony

/// All SQL about how much a number has been told of lately.
enum IncomingCallMailPaceStore {
    /// So often it is looked whether something is still to be told.
    static let interval: Duration = .seconds(10)

    static func pace(of key: NumberKey, _ database: Connection) throws -> IncomingCallMail.Pace? {
        try database.first(
            "SELECT since, told, untold FROM incoming_call_mail_pace WHERE contract_id = ?1 AND number = ?2",
            key.contract, key.number
        ) { IncomingCallMail.Pace(since: try $0.moment(0), told: $0.integer(1), untold: $0.integer(2)) }
    }

    /// Counts one more call. Returns whether a mail tells of it. Belongs into the transaction that writes the mail.
    static func count(
        _ key: NumberKey, at now: Moment, mails: MailTemplates, _ database: Connection
    ) throws -> Bool {
        var pace = try pace(of: key, database)
        if let old = pace, old.isOver(at: now) {
            try close(old, of: key, at: now, mails: mails, database)
            pace = nil
        }
        var next = pace ?? IncomingCallMail.Pace(since: now)
        let isTold = next.count()
        try database.run(
            """
            INSERT INTO incoming_call_mail_pace (contract_id, number, since, told, untold) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (contract_id, number) DO UPDATE SET since = excluded.since, told = excluded.told,
                untold = excluded.untold
            """, key.contract, key.number, next.since, next.told, next.untold)
        return isTold
    }

    /// Tells of what has come to its end, and forgets it.
    static func closeOver(at now: Moment, mails: MailTemplates, _ database: Connection) throws {
        let over = try database.query(
            """
            SELECT since, told, untold, number, contract_id FROM incoming_call_mail_pace WHERE since <= ?1
            """, now - .minutes(IncomingCallMail.paceMinutes)
        ) { row in
            (
                pace: IncomingCallMail.Pace(since: try row.moment(0), told: row.integer(1), untold: row.integer(2)),
                key: NumberKey(number: try row.number(3), contract: row.integer(4))
            )
        }
        for (pace, key) in over { try close(pace, of: key, at: now, mails: mails, database) }
    }

    /// One mail for all the calls of which none was written; to whom it goes is what is set by now.
    private static func close(
        _ pace: IncomingCallMail.Pace, of key: NumberKey, at now: Moment, mails: MailTemplates, _ database: Connection
    ) throws {
        try database.run(
            "DELETE FROM incoming_call_mail_pace WHERE contract_id = ?1 AND number = ?2", key.contract, key.number)
        guard pace.untold > 0 else { return }
        let settings = try IncomingCallMailStore.settings(of: key.number, in: key.contract, database)
        guard settings.isOn,
            try ContractsStore.has(.incomingCallMail, key.number, of: key.contract, database)
        else { return }
        for recipient in settings.addresses.map(\.address) {
            let mail = try mails.mail(
                "incoming-call-mail.more", to: recipient, "IncomingCallMail/more-mail",
                IncomingCallMailPaceView(pace: pace, number: key.number, language: mails.language))
            try OutboxStore.add(mail, of: key.contract, at: now, database)
        }
    }
}
