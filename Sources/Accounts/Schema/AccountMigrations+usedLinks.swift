import SQLite

extension AccountMigrations {
    /// The link that has made the address in force count: who presses its button twice is shown the same again.
    static let usedLinks = Migration(
        name: "used links",
        sql: """
            CREATE TABLE one_time_password_used_link (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                link_hash BLOB NOT NULL UNIQUE,
                used_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
