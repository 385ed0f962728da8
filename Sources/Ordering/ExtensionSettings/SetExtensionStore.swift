package import Exchange
package import SQLite
import Telephony

/// All SQL about extensions and their names.
package enum SetExtensionStore {
    /// A part of them, by their numbers.
    /// - Parameters:
    ///   - digits: what stands in the number.
    ///   - name: or in the name; both empty for all.
    static func some(
        of code: ContractCode, with digits: String, or name: String, atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [SetExtension] {
        try database.query(
            """
            SELECT e.site, e.device, e.kind, coalesce(s.name, ''), s.secret_at FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s ON s.code = e.code AND s.site = e.site AND s.device = e.device
            WHERE e.code = ?1 AND (e.site || e.device LIKE ?2 ESCAPE '!' OR coalesce(s.name, '') LIKE ?3 ESCAPE '!')
            ORDER BY e.site, e.device LIMIT ?4 OFFSET ?5
            """, code, LikePattern.containing(digits), LikePattern.containing(name), count, skipped, row: extended)
    }

    static func count(
        of code: ContractCode, with digits: String, or name: String, _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s ON s.code = e.code AND s.site = e.site AND s.device = e.device
            WHERE e.code = ?1 AND (e.site || e.device LIKE ?2 ESCAPE '!' OR coalesce(s.name, '') LIKE ?3 ESCAPE '!')
            """, code, LikePattern.containing(digits), LikePattern.containing(name)
        ) { $0.integer(0) } ?? 0
    }

    package static func all(of code: ContractCode, _ database: Connection) throws -> [SetExtension] {
        try some(of: code, with: "", or: "", atMost: Extension.limit, database)
    }

    package static func find(
        _ number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws -> SetExtension? {
        try database.first(
            """
            SELECT e.site, e.device, e.kind, coalesce(s.name, ''), s.secret_at FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s ON s.code = e.code AND s.site = e.site AND s.device = e.device
            WHERE e.code = ?1 AND e.site = ?2 AND e.device = ?3
            """, code, number.site, number.device, row: extended)
    }

    private static func extended(_ row: Row) throws -> SetExtension {
        SetExtension(
            line: try row.line(), name: ExtensionName(stored: row.text(3)), secretAt: try row.optionalMoment(4))
    }

    static func set(
        _ name: ExtensionName, for number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_extension_setting (code, site, device, name) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (code, site, device) DO UPDATE SET name = excluded.name, version = version + 1
            """, code, number.site, number.device, name.text)
    }
}
