package import SQLite

/// What this floor adds to the schema. A migration that has run somewhere is never edited.
package enum ShellMigrations {
    /// In the order in which they were added. Append only.
    package static let all = [
        audit, outbox, pendingUploads, health, healthNotices, sites, uploadsOfSites, historyOfSites,
    ]

    static let audit = Migration(
        name: "audit",
        sql: """
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                contract_id INTEGER,
                number TEXT,
                client TEXT NOT NULL,
                event TEXT NOT NULL,
                subject TEXT NOT NULL DEFAULT '',
                before TEXT,
                after TEXT
            ) STRICT;
            CREATE INDEX audit_of_contract ON audit(contract_id, id);
            """)
}
