import SQLite

extension ShellMigrations {
    /// The files of every feature: of each kind one for each account.
    static let pendingUploads = Migration(
        name: "pending uploads",
        sql: """
            CREATE TABLE pending_upload (
                tenant INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                account TEXT NOT NULL,
                kind TEXT NOT NULL,
                token_hash BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                file_name TEXT NOT NULL,
                sealed BLOB,
                job TEXT,
                PRIMARY KEY (tenant, account, kind)
            ) STRICT, WITHOUT ROWID;
            """)
}
