import SQLite

extension OrderingMigrations {
    /// Extensions of contracts, and of orders that are to become a contract's.
    static let smartPBX = Migration(
        name: "smart pbx",
        sql: """
            CREATE TABLE smart_pbx (
                code TEXT PRIMARY KEY REFERENCES service_contract(code),
                site_digits INTEGER NOT NULL,
                device_digits INTEGER NOT NULL,
                added_channels INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE smart_pbx_extension (
                code TEXT NOT NULL REFERENCES smart_pbx(code),
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                kind TEXT NOT NULL,
                PRIMARY KEY (code, site, device)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE smart_pbx_order (
                order_number INTEGER PRIMARY KEY REFERENCES service_order(number) ON DELETE CASCADE,
                site_digits INTEGER NOT NULL,
                device_digits INTEGER NOT NULL,
                added_channels INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE smart_pbx_order_extension (
                order_number INTEGER NOT NULL REFERENCES smart_pbx_order(order_number) ON DELETE CASCADE,
                site TEXT NOT NULL,
                device TEXT NOT NULL,
                kind TEXT NOT NULL,
                PRIMARY KEY (order_number, site, device)
            ) STRICT, WITHOUT ROWID;
            """)
}
