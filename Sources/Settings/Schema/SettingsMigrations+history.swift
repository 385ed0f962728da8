import SQLite

extension SettingsMigrations {
    /// A contract's, a number's own and what others did about a number, each newest first and by date.
    static let history = Migration(
        name: "history",
        sql: """
            DROP INDEX audit_of_contract;
            CREATE INDEX audit_of_contract ON audit(contract_id, at);
            CREATE INDEX audit_of_number ON audit(contract_id, number, at) WHERE number IS NOT NULL;
            CREATE INDEX audit_about_number ON audit(contract_id, subject, at) WHERE subject <> '';
            """)
}
