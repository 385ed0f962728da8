import SQLite

extension SettingsMigrations {
    /// What call servers tell of calls (CALL-4). The number goes with its contract; the ids tell how far a reader has come.
    static let callEvents = Migration(
        name: "call events",
        sql: """
            CREATE TABLE call_event (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                call TEXT NOT NULL,
                kind TEXT NOT NULL,
                number TEXT NOT NULL,
                contract_id INTEGER NOT NULL REFERENCES contract(id) ON DELETE CASCADE,
                caller TEXT NOT NULL,
                destination TEXT,
                at INTEGER NOT NULL,
                UNIQUE (call, kind)
            ) STRICT;
            CREATE INDEX call_event_of_contract ON call_event(contract_id, kind, at);
            """)
}
