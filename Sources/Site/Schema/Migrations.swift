public import SQLite

/// The database's shape, step by step. Append only: a migration that has run somewhere is never edited.
///
/// Times are whole milliseconds since 1970 UTC (`Moment`), telephone numbers their digits, secrets only their hashes.
public enum Migrations {
    public static let all: [Migration] = [
        Migration(
            name: "contracts",
            sql: """
                CREATE TABLE contract (
                    id INTEGER PRIMARY KEY,
                    number TEXT NOT NULL UNIQUE,
                    kind TEXT NOT NULL,
                    name TEXT NOT NULL DEFAULT '',
                    channels INTEGER NOT NULL,
                    authentication_unit TEXT,
                    monitor_number TEXT,
                    is_specimen INTEGER NOT NULL DEFAULT 0,
                    revision INTEGER NOT NULL DEFAULT 0,
                    created_at INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE phone_number (
                    number TEXT PRIMARY KEY,
                    contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX phone_number_of_contract ON phone_number(contract_id, number);
                CREATE TABLE service (
                    contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                    number TEXT NOT NULL DEFAULT '',
                    name TEXT NOT NULL,
                    PRIMARY KEY (contract_id, number, name)
                ) STRICT, WITHOUT ROWID;
                """),
        Migration(
            name: "sign-in",
            sql: """
                CREATE TABLE credential (
                    number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                    kind TEXT NOT NULL CHECK (kind IN ('regular', 'temporary')),
                    hash BLOB NOT NULL,
                    salt BLOB NOT NULL,
                    scrypt_n INTEGER NOT NULL,
                    scrypt_r INTEGER NOT NULL,
                    scrypt_p INTEGER NOT NULL,
                    set_at INTEGER NOT NULL,
                    failures INTEGER NOT NULL DEFAULT 0,
                    voided_at INTEGER,
                    PRIMARY KEY (number, kind)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE session (
                    id_hash BLOB PRIMARY KEY,
                    number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                    contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                    stage TEXT NOT NULL CHECK (stage IN ('mustChangePassword', 'signedIn')),
                    created_at INTEGER NOT NULL,
                    seen_at INTEGER NOT NULL,
                    client TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX session_of_number ON session(number);
                CREATE INDEX session_of_contract ON session(contract_id);
                CREATE INDEX session_seen ON session(seen_at);
                CREATE TABLE kept_form (
                    key_hash BLOB PRIMARY KEY,
                    number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                    path TEXT NOT NULL,
                    body BLOB NOT NULL,
                    kept_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """),
        Migration(
            name: "audit",
            sql: """
                CREATE TABLE audit (
                    id INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    contract_id INTEGER,
                    number TEXT,
                    client TEXT NOT NULL,
                    event TEXT NOT NULL,
                    subject TEXT NOT NULL DEFAULT '',
                    before TEXT,
                    after TEXT
                ) STRICT;
                CREATE INDEX audit_of_contract ON audit(contract_id, id);
                """),
        Migration(
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
                """),
        // What pages of a contract show has changed: a server that keeps drawn pages compares this number.
        Migration(
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
                """),
        // The steps of a sign-in have become more, and a session may be on its way to a page. Who is signed in signs in again.
        Migration(
            name: "steps of a sign-in",
            sql: """
                DROP TABLE session;
                CREATE TABLE session (
                    id_hash BLOB PRIMARY KEY,
                    number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                    contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                    stage TEXT NOT NULL CHECK (stage IN (
                        'mustChangePassword', 'mustChooseOneTimePassword', 'mustEnterOneTimePassword', 'signedIn')),
                    next TEXT NOT NULL DEFAULT '',
                    created_at INTEGER NOT NULL,
                    seen_at INTEGER NOT NULL,
                    client TEXT NOT NULL,
                    agent TEXT NOT NULL DEFAULT ''
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX session_of_number ON session(number);
                CREATE INDEX session_of_contract ON session(contract_id);
                CREATE INDEX session_seen ON session(seen_at);
                """),
        outbox,
        oneTimePasswords,
        passwordsOfNumbers,
        authenticationUnits,
        history,
        refusedSignIns,
        linkMails,
        oneTimePasswordMisses,
        faultNotification,
    ]
}
