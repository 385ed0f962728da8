import SQLite

extension AccountMigrations {
    /// A registration waits for its link: without a link its form has not been sent off yet, without an address it has been
    /// allowed and no more. The hashes in it replace those in force when the link is used; without them those stay. An uploaded file is sealed under the server's key.
    static let oneTimePasswords = Migration(
        name: "one-time passwords",
        sql: """
            CREATE TABLE one_time_password (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                is_used INTEGER NOT NULL,
                mail_address TEXT,
                chosen_at INTEGER NOT NULL,
                id_hash BLOB,
                password_hash BLOB,
                password_salt BLOB,
                scrypt_n INTEGER,
                scrypt_r INTEGER,
                scrypt_p INTEGER,
                failures INTEGER NOT NULL DEFAULT 0,
                blocked_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE one_time_password_registration (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                session_hash BLOB,
                mail_address TEXT,
                id_hash BLOB,
                password_hash BLOB,
                password_salt BLOB,
                scrypt_n INTEGER,
                scrypt_r INTEGER,
                scrypt_p INTEGER,
                link_hash BLOB UNIQUE,
                started_at INTEGER NOT NULL,
                sent_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE one_time_password_challenge (
                session_hash BLOB PRIMARY KEY,
                number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                nonce BLOB NOT NULL,
                first_sent_at INTEGER NOT NULL,
                failures INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX one_time_password_challenge_of_number ON one_time_password_challenge(number);
            CREATE TABLE one_time_password_sending (
                id INTEGER PRIMARY KEY,
                number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('code', 'link')),
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX one_time_password_sending_of_number ON one_time_password_sending(number, kind, at);
            CREATE TABLE one_time_password_upload (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                token_hash BLOB NOT NULL UNIQUE,
                created_at INTEGER NOT NULL,
                file_name TEXT NOT NULL,
                sealed BLOB NOT NULL,
                job_id TEXT
            ) STRICT, WITHOUT ROWID;
            """)
}
