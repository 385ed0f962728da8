import SQLite

extension OrderingMigrations {
    /// What the last file of a kind has changed at the extensions of a contract, so that it can be undone in one step (SET-8).
    static let extensionFiles = Migration(
        name: "extension files",
        sql: """
            CREATE TABLE extension_file_change (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                code TEXT NOT NULL REFERENCES smart_pbx(code) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                UNIQUE (code, kind)
            ) STRICT;
            CREATE TABLE extension_file_change_line (
                change_id INTEGER NOT NULL REFERENCES extension_file_change(id) ON DELETE CASCADE,
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                before TEXT NOT NULL,
                after TEXT NOT NULL,
                PRIMARY KEY (change_id, code, site, device),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX extension_file_change_of ON extension_file_change_line(code, site, device);
            """)
}
