import SQLite

extension ShellMigrations {
    /// A tenant's lines, an account's own and what others did about it, each newest first and by date.
    static let historyOfSites = Migration(
        name: "history of sites",
        sql: """
            DROP INDEX audit_of_tenant;
            CREATE INDEX audit_of_tenant ON audit(site, tenant, at) WHERE tenant IS NOT NULL;
            CREATE INDEX audit_of_account ON audit(site, tenant, number, at) WHERE tenant IS NOT NULL;
            CREATE INDEX audit_about_account ON audit(site, tenant, subject, at)
                WHERE tenant IS NOT NULL AND subject <> '';
            """)
}
