import SQLite

extension OrderingMigrations {
    /// Calls of a contract that are under way, as call servers tell of them: each takes a channel.
    static let extensionCalls = Migration(
        name: "extension calls",
        sql: """
            CREATE TABLE extension_call (
                call TEXT PRIMARY KEY,
                code TEXT NOT NULL REFERENCES smart_pbx(code) ON DELETE CASCADE,
                begun_at INTEGER NOT NULL,
                ended_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX extension_call_under_way ON extension_call(code, begun_at) WHERE ended_at IS NULL;
            CREATE INDEX extension_call_begun ON extension_call(begun_at);
            """)
}
