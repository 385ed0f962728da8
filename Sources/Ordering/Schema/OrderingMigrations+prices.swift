import SQLite

extension OrderingMigrations {
    /// The operator's price book, and what orders cost by it. An order keeps which items it is about, so that it can be reckoned anew for
    /// another day.
    static let prices = Migration(
        name: "prices",
        sql: """
            CREATE TABLE price (
                code TEXT NOT NULL,
                from_day INTEGER NOT NULL,
                until_day INTEGER,
                item TEXT NOT NULL,
                unit TEXT NOT NULL,
                amount INTEGER NOT NULL,
                tax_rate INTEGER NOT NULL,
                source TEXT NOT NULL,
                PRIMARY KEY (code, from_day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE service_order_price_day (
                order_number INTEGER PRIMARY KEY REFERENCES service_order(number) ON DELETE CASCADE,
                day INTEGER NOT NULL,
                edition INTEGER
            ) STRICT;
            CREATE TABLE service_order_fee (
                order_number INTEGER NOT NULL REFERENCES service_order(number) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                part TEXT NOT NULL,
                codes TEXT NOT NULL,
                count INTEGER NOT NULL,
                code TEXT NOT NULL,
                name TEXT,
                unit TEXT,
                quantity INTEGER NOT NULL,
                price INTEGER,
                net INTEGER,
                tax INTEGER,
                source TEXT NOT NULL,
                PRIMARY KEY (order_number, place)
            ) STRICT, WITHOUT ROWID;
            ALTER TABLE order_draft ADD COLUMN submits_fees TEXT;
            """)
}
