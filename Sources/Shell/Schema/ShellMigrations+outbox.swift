import SQLite

extension ShellMigrations {
    /// A mail that has been sent, or is worth nothing any more, has neither subject nor body: what stays is for the operator.
    /// Of two mails that are due, the one that is worth something for a time only goes first: somebody waits for it.
    static let outbox = Migration(
        name: "outbox",
        sql: """
            CREATE TABLE outbox_mail (
                id INTEGER PRIMARY KEY,
                contract_id INTEGER REFERENCES contract(id) ON DELETE SET NULL,
                kind TEXT NOT NULL,
                recipient TEXT NOT NULL,
                subject TEXT,
                body TEXT,
                worthless_after INTEGER,
                created_at INTEGER NOT NULL,
                waiting_since INTEGER NOT NULL,
                next_attempt_at INTEGER,
                deferrals INTEGER NOT NULL DEFAULT 0,
                last_reply TEXT,
                state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'bounced', 'expired')),
                finished_at INTEGER
            ) STRICT;
            CREATE INDEX outbox_mail_due ON outbox_mail(worthless_after IS NULL, next_attempt_at) WHERE state = 'waiting';
            CREATE INDEX outbox_mail_worth ON outbox_mail(worthless_after) WHERE body IS NOT NULL;
            CREATE INDEX outbox_mail_finished ON outbox_mail(finished_at) WHERE finished_at IS NOT NULL;
            CREATE INDEX outbox_mail_of_contract ON outbox_mail(contract_id);
            CREATE TABLE outbox_pause (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                since INTEGER NOT NULL,
                until INTEGER NOT NULL,
                failures INTEGER NOT NULL,
                reply TEXT NOT NULL
            ) STRICT;
            """)
}
