import SQLite

extension AccountMigrations {
    /// Passwords that somebody else has set, and many passwords hashed one after the other. What is to be hashed stands in
    /// `sealed`, under the server's key, until its hash is made.
    static let passwordsOfNumbers = Migration(
        name: "passwords of numbers",
        sql: """
            ALTER TABLE credential ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE password_job (
                id TEXT PRIMARY KEY,
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                number TEXT NOT NULL,
                client TEXT NOT NULL,
                session_hash BLOB NOT NULL,
                details TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                turn INTEGER NOT NULL,
                total INTEGER NOT NULL,
                done INTEGER NOT NULL DEFAULT 0,
                state TEXT NOT NULL DEFAULT 'running'
                    CHECK (state IN ('running', 'waiting', 'finished', 'failed', 'stopped')),
                finished_at INTEGER,
                report TEXT NOT NULL DEFAULT ''
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX password_job_under_way ON password_job(contract_id, kind)
                WHERE finished_at IS NULL;
            CREATE INDEX password_job_of_contract ON password_job(contract_id, kind, created_at);
            CREATE TABLE password_job_line (
                job_id TEXT NOT NULL REFERENCES password_job(id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                number TEXT NOT NULL,
                sealed BLOB,
                outcome TEXT CHECK (outcome IN ('made', 'right', 'wrong', 'none')),
                hash BLOB,
                salt BLOB,
                scrypt_n INTEGER,
                scrypt_r INTEGER,
                scrypt_p INTEGER,
                remark TEXT,
                PRIMARY KEY (job_id, position)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE password_upload (
                number TEXT PRIMARY KEY REFERENCES phone_number(number) ON DELETE CASCADE,
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                token_hash BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                file_name TEXT NOT NULL,
                sealed BLOB NOT NULL,
                job_id TEXT
            ) STRICT, WITHOUT ROWID;
            """)
}
