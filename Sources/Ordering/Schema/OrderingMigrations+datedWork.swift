import SQLite

extension OrderingMigrations {
    /// What dated orders register and prove. A file belongs to a draft, and once that is an order to the order: from then on its years count.
    static let datedWork = Migration(
        name: "dated work",
        sql: """
            CREATE TABLE voice_network (
                contract TEXT NOT NULL REFERENCES service_contract(code),
                network TEXT NOT NULL,
                since INTEGER NOT NULL,
                PRIMARY KEY (contract, network)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE evidence_file (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                company_id INTEGER NOT NULL,
                draft INTEGER NOT NULL,
                order_number INTEGER,
                purpose TEXT NOT NULL,
                file_name TEXT NOT NULL,
                bytes INTEGER NOT NULL,
                account TEXT NOT NULL,
                client TEXT NOT NULL,
                uploaded_at INTEGER NOT NULL,
                ordered_at INTEGER
            ) STRICT;
            CREATE INDEX evidence_file_of_company ON evidence_file(company_id, id);
            CREATE UNIQUE INDEX evidence_file_of_draft ON evidence_file(draft, purpose);
            CREATE INDEX evidence_file_of_order ON evidence_file(order_number) WHERE order_number IS NOT NULL;
            CREATE TABLE evidence_content (
                file INTEGER PRIMARY KEY REFERENCES evidence_file(id) ON DELETE CASCADE,
                sealed BLOB NOT NULL
            ) STRICT;
            """)
}
