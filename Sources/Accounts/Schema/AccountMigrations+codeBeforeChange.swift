import SQLite

extension AccountMigrations {
    /// AUTH-15: who is asked for a new password and uses one-time passwords has entered one. Those whom the version before has asked
    /// have not: they sign in again.
    static let codeBeforeChange = Migration(
        name: "one-time password before the change of an expired password",
        sql: "DELETE FROM session WHERE stage = 'mustChangePassword';")
}
