import SQLite

extension AccountMigrations {
    /// A row that a miss is counted in where there is no password to count it, so that every refusal writes the same
    /// (AUTH-7); and how many refusals a contract has, for floods to be cut back (AUTH-11).
    static let refusedSignIns = Migration(
        name: "refused sign-ins",
        sql: """
            CREATE TABLE nobodys_credential (id INTEGER PRIMARY KEY, failures INTEGER NOT NULL) STRICT;
            INSERT INTO nobodys_credential (id, failures) VALUES (1, 0);
            CREATE INDEX audit_of_refusals ON audit(contract_id, at)
                WHERE event IN ('sign-in.failed', 'sign-in.refused', 'sign-in.throttled');
            """)
}
