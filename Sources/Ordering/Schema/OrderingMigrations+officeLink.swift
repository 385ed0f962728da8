import SQLite

extension OrderingMigrations {
    /// オフィスリンククラウド接続機能: which contracts have it and who has consented, and what orders begin or end.
    static let officeLink = Migration(
        name: "office link",
        sql: """
            CREATE TABLE smart_pbx_office_link (
                code TEXT PRIMARY KEY REFERENCES smart_pbx(code) ON DELETE CASCADE,
                contractor TEXT NOT NULL,
                agreed_on INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE smart_pbx_order_office_link (
                order_number INTEGER PRIMARY KEY REFERENCES smart_pbx_order(order_number) ON DELETE CASCADE,
                contractor TEXT NOT NULL,
                agreed_on INTEGER NOT NULL
            ) STRICT;
            ALTER TABLE smart_pbx_change ADD COLUMN had_office_link INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE smart_pbx_change ADD COLUMN has_office_link INTEGER NOT NULL DEFAULT 0;
            """)
}
