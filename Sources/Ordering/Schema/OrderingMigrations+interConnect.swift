import SQLite

extension OrderingMigrations {
    /// Contracts that have Flexible InterConnect接続機能, and who has consented.
    static let interConnect = Migration(
        name: "flexible interconnect",
        sql: """
            CREATE TABLE smart_pbx_interconnect (
                code TEXT PRIMARY KEY REFERENCES smart_pbx(code) ON DELETE CASCADE,
                interconnect_contractor TEXT NOT NULL,
                universal_one_contractor TEXT NOT NULL,
                agreed_on INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
