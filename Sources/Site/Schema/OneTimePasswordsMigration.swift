import SQLite

extension Migrations {
    static let oneTimePasswords = Migration(
        name: "one-time passwords",
        sql: """
            CREATE TABLE one_time_password (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                is_used INTEGER NOT NULL,
                mail_address TEXT,
                chosen_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
