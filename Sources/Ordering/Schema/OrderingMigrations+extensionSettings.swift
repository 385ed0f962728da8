import SQLite

extension OrderingMigrations {
    /// What is set up for the extensions of a contract. Everything hangs on the extension itself: 桁数追加 takes it along, and with the
    /// extension it goes. What names an extension as its target loses the target only.
    static let extensionSettings = Migration(
        name: "extension settings",
        sql: """
            CREATE TABLE smart_pbx_settings (
                code TEXT PRIMARY KEY REFERENCES smart_pbx(code) ON DELETE CASCADE,
                steps_done INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE smart_pbx_line (
                number TEXT PRIMARY KEY,
                code TEXT NOT NULL REFERENCES smart_pbx(code) ON DELETE CASCADE,
                is_in_emergency_area INTEGER NOT NULL,
                extension_code TEXT,
                extension_site TEXT,
                extension_device TEXT,
                group_id INTEGER REFERENCES smart_pbx_group(id) ON DELETE SET NULL,
                version INTEGER NOT NULL DEFAULT 1,
                FOREIGN KEY (extension_code, extension_site, extension_device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE SET NULL ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX smart_pbx_line_of_contract ON smart_pbx_line(code, number);
            CREATE INDEX smart_pbx_line_to_extension
                ON smart_pbx_line(extension_code, extension_site, extension_device) WHERE extension_code IS NOT NULL;
            CREATE INDEX smart_pbx_line_to_group ON smart_pbx_line(group_id) WHERE group_id IS NOT NULL;
            CREATE TABLE smart_pbx_extension_setting (
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                name TEXT NOT NULL DEFAULT '',
                outgoing_number TEXT REFERENCES smart_pbx_line(number) ON DELETE SET NULL,
                secret_id TEXT,
                secret BLOB,
                secret_at INTEGER,
                version INTEGER NOT NULL DEFAULT 1,
                PRIMARY KEY (code, site, device),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX smart_pbx_extension_showing
                ON smart_pbx_extension_setting(outgoing_number) WHERE outgoing_number IS NOT NULL;
            CREATE TABLE smart_pbx_group (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                code TEXT NOT NULL REFERENCES smart_pbx(code) ON DELETE CASCADE,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                name TEXT NOT NULL,
                mode TEXT NOT NULL,
                ring_seconds INTEGER NOT NULL,
                next_code TEXT,
                next_site TEXT,
                next_device TEXT,
                next_group INTEGER REFERENCES smart_pbx_group(id) ON DELETE SET NULL,
                version INTEGER NOT NULL DEFAULT 1,
                UNIQUE (code, site, device),
                FOREIGN KEY (next_code, next_site, next_device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE SET NULL ON UPDATE CASCADE
            ) STRICT;
            CREATE INDEX smart_pbx_group_to_extension
                ON smart_pbx_group(next_code, next_site, next_device) WHERE next_code IS NOT NULL;
            CREATE INDEX smart_pbx_group_to_group ON smart_pbx_group(next_group) WHERE next_group IS NOT NULL;
            CREATE TABLE smart_pbx_group_member (
                group_id INTEGER NOT NULL REFERENCES smart_pbx_group(id) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                PRIMARY KEY (group_id, place),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX smart_pbx_group_of_extension
                ON smart_pbx_group_member(code, site, device, group_id);
            """)
}
