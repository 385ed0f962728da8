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

    /// Outages as they are told: with its contract ends what went on then.
    static let outagesOfContracts = Migration(
        name: "outages of contracts",
        sql: """
            CREATE VIEW told_outage AS
            SELECT o.id, c.company_id, o.contract, o.known_at, coalesce(o.recovered_at, c.ended_at) AS recovered_at,
                o.reach, o.cause, o.has_joint_prices, o.carrier_compensates, o.text
            FROM outage o JOIN service_contract c ON c.code = o.contract;
            """)
}
