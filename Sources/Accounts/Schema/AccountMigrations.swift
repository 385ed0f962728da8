package import SQLite

/// What this floor adds to the schema. A migration that has run somewhere is never edited.
package enum AccountMigrations {
    /// In the order in which they were added. Append only.
    package static let all = [
        signIn, steps, oneTimePasswords, passwordsOfNumbers, authenticationUnits, refusedSignIns, linkMails,
        oneTimePasswordMisses, uploadsMoved, codeBeforeChange, usedLinks, voidedPasswords, telephonePINs,
    ]

    static let signIn = Migration(
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
            """)

    /// The steps of a sign-in have become more, and a session may be on its way to a page. Who is signed in signs in again.
    static let steps = Migration(
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
            """)
}
