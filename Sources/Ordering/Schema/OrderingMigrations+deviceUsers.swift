import SQLite

extension OrderingMigrations {
    /// Who uses a device: a sign-in of their own, and what becomes of calls to the extension while they are away.
    static let deviceUsers = Migration(
        name: "device users",
        sql: """
            CREATE TABLE device_user (
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                hash BLOB,
                salt BLOB,
                scrypt_n INTEGER,
                scrypt_r INTEGER,
                scrypt_p INTEGER,
                is_temporary INTEGER NOT NULL DEFAULT 0,
                misses INTEGER NOT NULL DEFAULT 0,
                locked_at INTEGER,
                signed_in_at INTEGER,
                PRIMARY KEY (code, site, device),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE device_user_session (
                token BLOB PRIMARY KEY,
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                begun_at INTEGER NOT NULL,
                used_at INTEGER NOT NULL,
                FOREIGN KEY (code, site, device)
                    REFERENCES device_user(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX device_user_session_of ON device_user_session(code, site, device);
            CREATE INDEX device_user_session_used ON device_user_session(used_at);
            CREATE TABLE extension_absence (
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                kind TEXT NOT NULL,
                is_always INTEGER NOT NULL DEFAULT 0,
                is_busy INTEGER NOT NULL DEFAULT 0,
                is_unanswered INTEGER NOT NULL DEFAULT 0,
                is_unreachable INTEGER NOT NULL DEFAULT 0,
                ring_seconds INTEGER,
                version INTEGER NOT NULL DEFAULT 1,
                PRIMARY KEY (code, site, device),
                FOREIGN KEY (code, site, device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE extension_absence_target (
                code TEXT NOT NULL,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                place INTEGER NOT NULL,
                number TEXT,
                target_code TEXT,
                target_site TEXT,
                target_device TEXT,
                PRIMARY KEY (code, site, device, place),
                FOREIGN KEY (code, site, device)
                    REFERENCES extension_absence(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE,
                FOREIGN KEY (target_code, target_site, target_device)
                    REFERENCES smart_pbx_extension(code, site, device) ON DELETE CASCADE ON UPDATE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX extension_absence_to ON extension_absence_target(target_code, target_site, target_device)
                WHERE target_code IS NOT NULL;
            """)
}
