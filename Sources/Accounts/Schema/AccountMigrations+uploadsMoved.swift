import SQLite

extension AccountMigrations {
    /// Their files wait among `ShellMigrations.pendingUploads` now.
    static let uploadsMoved = Migration(
        name: "uploads of accounts moved", sql: "DROP TABLE one_time_password_upload; DROP TABLE password_upload;")
}
