import SQLite

/// All SQL about mails on their way out.
enum OutboxStore {
    /// Belongs into the transaction of the mail's cause (OPS-3).
    static func add(_ mail: Mail, of contract: Int?, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO outbox_mail (contract_id, kind, recipient, subject, body, created_at, next_attempt_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
            """, contract, mail.kind, mail.recipient.text, mail.subject, mail.body, now.milliseconds)
    }
}
