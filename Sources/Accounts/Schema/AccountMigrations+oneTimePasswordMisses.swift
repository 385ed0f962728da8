import SQLite

extension AccountMigrations {
    /// The wrong one-time passwords of a day, over all sign-ins of a number.
    static let oneTimePasswordMisses = Migration(
        name: "one-time password misses",
        sql: """
            CREATE TABLE one_time_password_miss (
                id INTEGER PRIMARY KEY,
                number TEXT NOT NULL REFERENCES phone_number(number) ON DELETE CASCADE,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX one_time_password_miss_of_number ON one_time_password_miss(number, at);
            """)
}
