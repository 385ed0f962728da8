import SQLite

extension OrderingMigrations {
    /// Companies, their people, and what groups of them may do.
    ///
    /// An account without a password has not been activated, or has been made void. What it signs in with is its mail address in
    /// lower case: a mailbox is one, however somebody writes it.
    static let companies = Migration(
        name: "companies",
        sql: """
            CREATE TABLE company (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL,
                postal_code TEXT NOT NULL DEFAULT '',
                address TEXT NOT NULL DEFAULT '',
                building TEXT NOT NULL DEFAULT '',
                idle_minutes INTEGER,
                networks TEXT NOT NULL DEFAULT '',
                is_specimen INTEGER NOT NULL DEFAULT 0,
                revision INTEGER NOT NULL DEFAULT 0,
                version INTEGER NOT NULL DEFAULT 0,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE account (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                company_id INTEGER NOT NULL REFERENCES company(id) ON DELETE CASCADE,
                sign_in_name TEXT NOT NULL UNIQUE,
                mail_address TEXT NOT NULL,
                name TEXT NOT NULL,
                telephone TEXT NOT NULL,
                is_administrator INTEGER NOT NULL,
                is_void INTEGER NOT NULL DEFAULT 0,
                hash BLOB,
                salt BLOB,
                scrypt_n INTEGER,
                scrypt_r INTEGER,
                scrypt_p INTEGER,
                failures INTEGER NOT NULL DEFAULT 0,
                void_until INTEGER,
                second_factor TEXT CHECK (second_factor IN ('mail', 'app')),
                app_secret BLOB,
                app_step INTEGER,
                version INTEGER NOT NULL DEFAULT 0,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX account_of_company ON account(company_id, id);
            CREATE TABLE account_link (
                link_hash BLOB PRIMARY KEY,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                purpose TEXT NOT NULL CHECK (purpose IN ('activation', 'password')),
                sent_at INTEGER NOT NULL,
                misses INTEGER NOT NULL DEFAULT 0,
                proven_by BLOB
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX account_link_of_account ON account_link(account_id);
            CREATE TABLE recovery_code (
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                code_hash BLOB NOT NULL,
                PRIMARY KEY (account_id, code_hash)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE user_group (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                company_id INTEGER NOT NULL REFERENCES company(id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                scope TEXT NOT NULL CHECK (scope IN ('everything', 'smartPBX', 'ipVoice', 'contracts')),
                level TEXT NOT NULL CHECK (level IN ('view', 'edit')),
                version INTEGER NOT NULL DEFAULT 0,
                UNIQUE (company_id, name)
            ) STRICT;
            CREATE TABLE user_group_member (
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                group_id INTEGER NOT NULL REFERENCES user_group(id) ON DELETE CASCADE,
                PRIMARY KEY (account_id, group_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX user_group_member_of_group ON user_group_member(group_id);
            CREATE TABLE user_group_contract (
                group_id INTEGER NOT NULL REFERENCES user_group(id) ON DELETE CASCADE,
                contract TEXT NOT NULL,
                PRIMARY KEY (group_id, contract)
            ) STRICT, WITHOUT ROWID;
            """)
}
