import SQLite

extension OrderingMigrations {
    /// Of a demonstration only: in service the business clock is the true one.
    static let demoClock = Migration(
        name: "ordering demo clock",
        sql: "CREATE TABLE ordering_demo_clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead INTEGER NOT NULL) STRICT;")
}
