import SQLite

extension SettingsMigrations {
    /// What each number has set, and the faxes it has received: the list apart from the pictures, which are sealed.
    static let faxMail = Migration(
        name: "fax mail",
        sql: """
            CREATE TABLE fax_mail (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                is_on INTEGER NOT NULL,
                service_version INTEGER NOT NULL,
                addresses_version INTEGER NOT NULL,
                PRIMARY KEY (contract_id, number),
                FOREIGN KEY (contract_id, number) REFERENCES phone_number(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE fax_mail_address (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                place INTEGER NOT NULL,
                address TEXT NOT NULL,
                PRIMARY KEY (contract_id, number, place),
                FOREIGN KEY (contract_id, number) REFERENCES fax_mail(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE fax (
                id INTEGER PRIMARY KEY,
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                received_at INTEGER NOT NULL,
                caller TEXT NOT NULL,
                pages INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                is_read INTEGER NOT NULL DEFAULT 0,
                reference TEXT,
                FOREIGN KEY (contract_id, number) REFERENCES phone_number(contract_id, number) ON DELETE CASCADE
            ) STRICT;
            CREATE INDEX fax_of_number ON fax(contract_id, number, id);
            CREATE INDEX fax_by_age ON fax(received_at);
            CREATE UNIQUE INDEX fax_by_reference ON fax(reference) WHERE reference IS NOT NULL;
            CREATE TABLE fax_content (
                fax_id INTEGER PRIMARY KEY REFERENCES fax(id) ON DELETE CASCADE,
                sealed BLOB NOT NULL
            ) STRICT;
            """)
}
