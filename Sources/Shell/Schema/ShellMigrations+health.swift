import SQLite

extension ShellMigrations {
    /// How the duties fare, for commands beside the server, and a row that is written only to see whether that works.
    static let health = Migration(
        name: "health",
        sql: """
            CREATE TABLE duty_run (
                name TEXT PRIMARY KEY,
                every INTEGER NOT NULL,
                ended_at INTEGER NOT NULL,
                failing_since INTEGER
            ) STRICT;
            CREATE TABLE health_check (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
            """)

    /// What features have the operator told of while it goes on.
    static let healthNotices = Migration(
        name: "health notices",
        sql: """
            CREATE TABLE health_notice (name TEXT PRIMARY KEY, line TEXT NOT NULL) STRICT;
            """)
}
