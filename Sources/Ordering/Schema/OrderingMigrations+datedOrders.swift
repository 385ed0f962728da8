import SQLite

extension OrderingMigrations {
    /// What orders with a day of their own asked beside their numbers; networks become true with the order.
    static let datedOrders = Migration(
        name: "dated orders",
        sql: """
            CREATE TABLE dated_order (
                order_number INTEGER PRIMARY KEY REFERENCES service_order(number) ON DELETE CASCADE,
                time INTEGER,
                reason TEXT NOT NULL,
                has_changed INTEGER,
                person TEXT,
                destination_department TEXT,
                destination_person TEXT,
                moves INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE TABLE dated_order_network (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                action TEXT NOT NULL,
                network TEXT NOT NULL,
                PRIMARY KEY (order_number, network)
            ) STRICT, WITHOUT ROWID;
            """)
}
