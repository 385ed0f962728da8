import SQLite

extension OrderingMigrations {
    /// Reports of the exchange that could not be applied, and those behind them of the same orders.
    static let setAsideReports = Migration(
        name: "set aside reports",
        sql: """
            CREATE TABLE set_aside_report (
                sequence INTEGER PRIMARY KEY,
                order_number INTEGER NOT NULL,
                reason TEXT NOT NULL,
                is_told INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX set_aside_report_of_order ON set_aside_report(order_number, sequence);
            """)
}
