import SQLite

extension SettingsMigrations {
    /// Its files wait among `ShellMigrations.pendingUploads` now.
    static let uploadsMoved = Migration(
        name: "uploads of destinations moved", sql: "DROP TABLE bulk_forwarding_upload;")
}
