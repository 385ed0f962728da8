import SQLite

extension ShellMigrations {
    /// Another site of the house writes into the same trail. What its tenants are counted by stands in a column of its own, so that
    /// its first and the first contract never meet.
    static let sites = Migration(
        name: "sites of the trail",
        sql: """
            ALTER TABLE audit ADD COLUMN site TEXT NOT NULL DEFAULT 'settings';
            ALTER TABLE audit ADD COLUMN tenant INTEGER;
            CREATE INDEX audit_of_tenant ON audit(site, tenant, id) WHERE tenant IS NOT NULL;
            """)
}
