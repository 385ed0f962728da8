package import SQLite

/// What this floor adds to the schema. A migration that has run somewhere is never edited.
///
/// Times are whole milliseconds since 1970 UTC (`Moment`), telephone numbers their digits, secrets only their hashes.
package enum ContractMigrations {
    /// In the order in which they were added. Append only.
    package static let all = [contracts, servicesByName]

    static let contracts = Migration(
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
            """)

    /// Which numbers have a service, and which services some number of a contract has.
    static let servicesByName = Migration(
        name: "services by name",
        sql: "CREATE INDEX service_by_name ON service(contract_id, name, number);")
}
