import SQLite

extension SettingsMigrations {
    /// FAULT-7: the guard knows a disaster from a fault of ours, and takes the operator's word.
    static let guardWithReferences = Migration(
        name: "guard with references",
        sql: """
            ALTER TABLE line_monitor_guard ADD COLUMN state TEXT NOT NULL DEFAULT 'off'
                CHECK (state IN ('off', 'asking', 'dark', 'held'));
            ALTER TABLE line_monitor_guard ADD COLUMN said TEXT CHECK (said IN ('hold', 'release'));
            ALTER TABLE line_monitor_guard ADD COLUMN said_because TEXT;
            ALTER TABLE line_monitor_guard ADD COLUMN said_at INTEGER;
            UPDATE line_monitor_guard SET state = 'held' WHERE is_on = 1;
            """)
}
