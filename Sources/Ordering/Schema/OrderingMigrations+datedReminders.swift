import SQLite

extension OrderingMigrations {
    /// Whether the people of a dated order have been reminded of its work, and when the work is done that 特定番号通知 waits for.
    static let datedReminders = Migration(
        name: "dated reminders",
        sql: """
            ALTER TABLE dated_order ADD COLUMN is_told INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE dated_order ADD COLUMN link_day INTEGER;
            CREATE INDEX dated_order_to_remind ON dated_order(order_number) WHERE is_told = 0;
            """)
}
