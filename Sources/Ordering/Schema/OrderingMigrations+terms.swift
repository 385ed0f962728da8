import SQLite

extension OrderingMigrations {
    /// Documents that are agreed to, version by version, and which accounts have been told of which before it takes effect.
    static let terms = Migration(
        name: "terms",
        sql: """
            CREATE TABLE consent_version (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                document TEXT NOT NULL,
                version TEXT NOT NULL,
                from_day INTEGER NOT NULL,
                text TEXT NOT NULL,
                sha256 TEXT NOT NULL,
                imported_at INTEGER NOT NULL,
                UNIQUE (document, version),
                UNIQUE (document, from_day)
            ) STRICT;
            CREATE TABLE consent_notice (
                document TEXT NOT NULL,
                version TEXT NOT NULL,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                at INTEGER NOT NULL,
                PRIMARY KEY (document, version, account_id)
            ) STRICT, WITHOUT ROWID;
            """)
}
