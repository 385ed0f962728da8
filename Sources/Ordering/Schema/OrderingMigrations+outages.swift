import SQLite

extension OrderingMigrations {
    /// Outages of Smart PBX contracts, from when the operator knew of each.
    static let outages = Migration(
        name: "outages",
        sql: """
            CREATE TABLE outage (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                contract TEXT NOT NULL REFERENCES service_contract(code),
                known_at INTEGER NOT NULL,
                recovered_at INTEGER CHECK (recovered_at > known_at),
                reach TEXT NOT NULL,
                cause TEXT NOT NULL,
                has_joint_prices INTEGER NOT NULL,
                carrier_compensates INTEGER NOT NULL,
                text TEXT NOT NULL,
                noted_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX outage_of_contract ON outage(contract, known_at);
            CREATE INDEX outage_by_time ON outage(known_at);
            """)
}
