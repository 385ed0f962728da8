import SQLite

extension OrderingMigrations {
    /// What one step has set at many extensions of a contract, so that it can be undone in one step (SET-8).
    static let extensionChanges = Migration(
        name: "extension changes",
        sql: """
            CREATE TABLE extension_change (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                code TEXT NOT NULL REFERENCES smart_pbx(code) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                at INTEGER NOT NULL,
                is_undone INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX extension_change_of ON extension_change(code, kind, id);
            CREATE TABLE extension_change_line (
                change_id INTEGER NOT NULL REFERENCES extension_change(id) ON DELETE CASCADE,
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                before TEXT,
                after TEXT,
                PRIMARY KEY (change_id, code, site, device),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX extension_change_line_of ON extension_change_line(code, site, device);
            """)
}
