import SQLite

/// What this floor adds to the schema. A migration that has run somewhere is never edited.
enum SettingsMigrations {
    /// In the order in which they were added. Append only.
    static let all = [
        bulkForwarding, revisions, history, faultNotification, uploadsMoved, unreadableLines, voiceWarp,
        incomingCallMail, faxMail, callEvents, guardWithReferences, incomingCallMailPace, faultMails,
    ]

    static let bulkForwarding = Migration(
        name: "bulk forwarding",
        sql: """
            CREATE TABLE bulk_forwarding (
                contract_id INTEGER PRIMARY KEY REFERENCES contract(id) ON DELETE CASCADE,
                is_on INTEGER NOT NULL,
                version INTEGER NOT NULL,
                since INTEGER NOT NULL,
                by_kind TEXT NOT NULL CHECK (by_kind IN ('person', 'automatic', 'operator')),
                by_number TEXT,
                reason TEXT
            ) STRICT;
            CREATE TABLE bulk_forwarding_destination (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                destination TEXT,
                version INTEGER NOT NULL,
                PRIMARY KEY (contract_id, number),
                FOREIGN KEY (contract_id, number) REFERENCES phone_number(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE bulk_forwarding_change (
                id INTEGER PRIMARY KEY,
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                at INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('edit', 'upload', 'undo', 'start', 'stop')),
                by_kind TEXT NOT NULL,
                by_number TEXT,
                client TEXT NOT NULL,
                lines INTEGER NOT NULL,
                undoes INTEGER,
                undone_by INTEGER
            ) STRICT;
            CREATE INDEX bulk_forwarding_change_of_contract ON bulk_forwarding_change(contract_id, id);
            CREATE TABLE bulk_forwarding_change_line (
                change_id INTEGER NOT NULL REFERENCES bulk_forwarding_change(id) ON DELETE CASCADE,
                number TEXT NOT NULL,
                before TEXT,
                after TEXT,
                version INTEGER NOT NULL,
                PRIMARY KEY (change_id, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE bulk_forwarding_upload (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                token_hash BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                file_name TEXT NOT NULL,
                content BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)

    /// What pages of a contract show has changed: a server that keeps drawn pages compares this number.
    static let revisions = Migration(
        name: "revisions",
        sql: """
            CREATE TRIGGER revision_after_change AFTER INSERT ON bulk_forwarding_change
            BEGIN UPDATE contract SET revision = revision + 1 WHERE id = new.contract_id; END;
            CREATE TRIGGER revision_after_number_added AFTER INSERT ON phone_number
            BEGIN UPDATE contract SET revision = revision + 1 WHERE id = new.contract_id; END;
            CREATE TRIGGER revision_after_number_removed AFTER DELETE ON phone_number
            BEGIN UPDATE contract SET revision = revision + 1 WHERE id = old.contract_id; END;
            CREATE TRIGGER revision_after_contract_changed AFTER UPDATE OF monitor_number, name, kind ON contract
            BEGIN UPDATE contract SET revision = revision + 1 WHERE id = new.id; END;
            """)
}
