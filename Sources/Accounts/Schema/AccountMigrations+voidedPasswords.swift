import SQLite

extension AccountMigrations {
    /// Who has become void of late is asked every minute.
    static let voidedPasswords = Migration(
        name: "voided passwords",
        sql: "CREATE INDEX credential_voided ON credential(voided_at) WHERE voided_at IS NOT NULL;")
}
