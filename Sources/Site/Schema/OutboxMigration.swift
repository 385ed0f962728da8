import SQLite

extension Migrations {
    static let outbox = Migration(
        name: "outbox",
        sql: """
            CREATE TABLE outbox_mail (
                id INTEGER PRIMARY KEY,
                contract_id INTEGER REFERENCES contract(id) ON DELETE SET NULL,
                kind TEXT NOT NULL,
                recipient TEXT NOT NULL,
                subject TEXT NOT NULL,
                body TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                next_attempt_at INTEGER,
                attempts INTEGER NOT NULL DEFAULT 0,
                last_reply TEXT,
                state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'bounced')),
                finished_at INTEGER
            ) STRICT;
            CREATE INDEX outbox_mail_due ON outbox_mail(next_attempt_at) WHERE state = 'waiting';
            """)
}
