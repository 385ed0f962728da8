import SQLite

extension SettingsMigrations {
    /// What each number has set; nobody is told of the calls to a number that has lost the service.
    static let incomingCallMail = Migration(
        name: "incoming-call mail",
        sql: """
            CREATE TABLE incoming_call_mail (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                is_on INTEGER NOT NULL,
                when_told TEXT NOT NULL CHECK (when_told IN ('all', 'notAnswered', 'busy')),
                whose TEXT NOT NULL CHECK (whose IN ('everybody', 'listed', 'allButListed')),
                tells_withheld INTEGER NOT NULL,
                service_version INTEGER NOT NULL,
                addresses_version INTEGER NOT NULL,
                conditions_version INTEGER NOT NULL,
                list_version INTEGER NOT NULL,
                PRIMARY KEY (contract_id, number),
                FOREIGN KEY (contract_id, number) REFERENCES phone_number(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE incoming_call_mail_address (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                place INTEGER NOT NULL,
                address TEXT NOT NULL,
                PRIMARY KEY (contract_id, number, place),
                FOREIGN KEY (contract_id, number) REFERENCES incoming_call_mail(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE incoming_call_mail_caller (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                pattern TEXT NOT NULL,
                PRIMARY KEY (contract_id, number, pattern),
                FOREIGN KEY (contract_id, number) REFERENCES incoming_call_mail(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            """)
}
