import SQLite

extension SettingsMigrations {
    /// FWD-12: from where it was started or stopped, as the audit trail has it: a number alone does not tell a telephone from a page.
    static let forwardingByTelephone = Migration(
        name: "forwarding by telephone",
        sql: "ALTER TABLE bulk_forwarding ADD COLUMN by_client TEXT NOT NULL DEFAULT '';")
}
