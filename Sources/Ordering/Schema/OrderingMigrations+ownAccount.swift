import SQLite

extension OrderingMigrations {
    /// The secret of an app that is not the account's yet: the present one serves until the new one has shown a code.
    static let ownAccount = Migration(
        name: "changes of second factors",
        sql: """
            CREATE TABLE second_factor_change (
                session_hash BLOB PRIMARY KEY,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                app_secret BLOB NOT NULL,
                begun_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
