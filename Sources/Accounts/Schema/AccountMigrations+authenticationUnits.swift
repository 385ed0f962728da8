import SQLite

extension AccountMigrations {
    static let authenticationUnits = Migration(
        name: "authentication units",
        sql: """
            CREATE TABLE authentication_unit_proof (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                session_hash BLOB NOT NULL,
                change TEXT NOT NULL,
                numbers_mark BLOB NOT NULL,
                passwords_mark BLOB NOT NULL,
                entered_at INTEGER NOT NULL,
                proved_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
