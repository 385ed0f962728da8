import SQLite

enum HealthStore {
    /// Throws when the database does not answer, or holds no site.
    static func ask(_ database: Connection) throws { _ = try database.exists("SELECT 1 FROM contract LIMIT 1") }
}
