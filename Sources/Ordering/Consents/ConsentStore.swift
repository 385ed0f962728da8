package import SQLite
package import Telephony

/// All SQL about documents and their versions.
package enum ConsentStore {
    package static func all(_ database: Connection) throws -> [ConsentVersion] {
        try database.query("SELECT document, version, from_day, text FROM consent_version ORDER BY from_day, id") {
            ConsentVersion(try $0.value(0), version: $0.text(1), from: try $0.value(2), text: $0.text(3))
        }
    }

    /// Grows with every version.
    static func last(_ database: Connection) throws -> Int {
        try database.first("SELECT coalesce(max(id), 0) FROM consent_version") { $0.integer(0) } ?? 0
    }

    package static func add(_ version: ConsentVersion, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO consent_version (document, version, from_day, text, sha256, imported_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, version.document, version.version, version.from, version.text, version.sha256, now)
    }
}
