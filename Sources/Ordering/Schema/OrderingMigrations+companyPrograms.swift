import SQLite

extension OrderingMigrations {
    /// Companies' own programs: what they show, and which orders are theirs. What has happened to orders is read company by company.
    static let companyPrograms = Migration(
        name: "company programs",
        sql: """
            CREATE TABLE company_token (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                token_hash BLOB NOT NULL UNIQUE,
                account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                label TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX company_token_of_account ON company_token(account_id);
            CREATE TABLE company_order (
                company_id INTEGER NOT NULL,
                external_id TEXT NOT NULL,
                order_number INTEGER NOT NULL UNIQUE REFERENCES service_order(number) ON DELETE CASCADE,
                body_hash BLOB NOT NULL,
                PRIMARY KEY (company_id, external_id)
            ) STRICT, WITHOUT ROWID;
            ALTER TABLE service_order_event ADD COLUMN company_id INTEGER NOT NULL DEFAULT 0;
            UPDATE service_order_event SET company_id =
                (SELECT company_id FROM service_order WHERE number = service_order_event.order_number);
            CREATE INDEX service_order_event_of_company ON service_order_event(company_id, id);
            """)
}
