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

    /// Another site's tenants are no contracts: what was said by a reference is done by who removes a contract.
    static let uploadsOfSites = Migration(
        name: "uploads of sites",
        sql: """
            CREATE TABLE upload_of_site (
                tenant INTEGER NOT NULL,
                account TEXT NOT NULL,
                kind TEXT NOT NULL,
                site TEXT NOT NULL DEFAULT 'settings',
                token_hash BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                file_name TEXT NOT NULL,
                sealed BLOB,
                job TEXT,
                PRIMARY KEY (tenant, account, kind)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO upload_of_site
                SELECT tenant, account, kind, 'settings', token_hash, created_at, file_name, sealed, job FROM pending_upload;
            DROP TABLE pending_upload;
            ALTER TABLE upload_of_site RENAME TO pending_upload;
            """)
}
