import SQLite

extension OrderingMigrations {
    /// When nothing is taken beside the hours of every day: maintenance, and contracts with an order on paper.
    static let hours = Migration(
        name: "ordering hours",
        sql: """
            CREATE TABLE ordering_maintenance (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                begins_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL CHECK (ends_at > begins_at),
                service TEXT,
                text TEXT NOT NULL
            ) STRICT;
            CREATE INDEX ordering_maintenance_end ON ordering_maintenance(ends_at);
            CREATE TABLE ordering_hold (
                contract TEXT PRIMARY KEY,
                until INTEGER NOT NULL,
                reason TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
