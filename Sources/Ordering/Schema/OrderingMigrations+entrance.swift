import SQLite

extension OrderingMigrations {
    /// Sessions of the people of companies, and what their sign-ins wait for. Codes themselves stand nowhere.
    static let entrance = Migration(
        name: "sign-in of employees",
        sql: """
            CREATE TABLE employee_session (
                id_hash BLOB PRIMARY KEY,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                step TEXT NOT NULL,
                next TEXT NOT NULL DEFAULT '',
                created_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                client TEXT NOT NULL,
                agent TEXT NOT NULL DEFAULT ''
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX employee_session_of_account ON employee_session(account_id);
            CREATE INDEX employee_session_seen ON employee_session(seen_at);
            CREATE TABLE employee_kept_form (
                key_hash BLOB PRIMARY KEY,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                path TEXT NOT NULL,
                body BLOB NOT NULL,
                kept_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE second_factor_code (
                session_hash BLOB PRIMARY KEY,
                nonce BLOB NOT NULL,
                first_sent_at INTEGER,
                failures INTEGER NOT NULL DEFAULT 0,
                made_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE second_factor_event (
                id INTEGER PRIMARY KEY,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('code', 'link', 'miss')),
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX second_factor_event_of_account ON second_factor_event(account_id, kind, at);
            """)
}
