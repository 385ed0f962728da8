import SQLite

extension SettingsMigrations {
    /// FAULT-10: how many answers of a line in a row could not be read, and since when: such a line is not watched, and nothing
    /// else would show it.
    static let unreadableLines = Migration(
        name: "unreadable lines",
        sql: """
            ALTER TABLE monitored_line ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE monitored_line ADD COLUMN unreadable_since INTEGER;
            CREATE INDEX monitored_line_unreadable ON monitored_line(contract_id) WHERE unreadable > 0;
            """)
}
