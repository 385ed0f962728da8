import SQLite

extension OrderingMigrations {
    /// What a change of 発信番号 of many extensions has done, so that it can be undone in one step (SET-8).
    static let outgoingNumbers = Migration(
        name: "outgoing number changes",
        sql: """
            CREATE TABLE outgoing_number_change (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                code TEXT NOT NULL REFERENCES smart_pbx(code) ON DELETE CASCADE,
                at INTEGER NOT NULL,
                is_undone INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX outgoing_number_change_of ON outgoing_number_change(code, id);
            CREATE TABLE outgoing_number_change_line (
                change_id INTEGER NOT NULL REFERENCES outgoing_number_change(id) ON DELETE CASCADE,
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                before TEXT,
                after TEXT,
                PRIMARY KEY (change_id, code, site, device),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX outgoing_number_change_line_of ON outgoing_number_change_line(code, site, device);
            """)
}
