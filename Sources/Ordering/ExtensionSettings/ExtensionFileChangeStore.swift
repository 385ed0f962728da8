import Exchange
import SQLite

/// All SQL about what files have changed.
enum ExtensionFileChangeStore {
    /// In the place of the last one of its kind.
    static func keep(
        _ lines: [ExtensionFileChange.Line], _ kind: ExtensionFileChange, of code: ContractCode, _ database: Connection
    ) throws -> Int {
        try forget(kind, of: code, database)
        try database.run("INSERT INTO extension_file_change (code, kind) VALUES (?1, ?2)", code, kind.rawValue)
        let id = database.lastInsertedID
        for line in lines {
            try database.run(
                """
                INSERT INTO extension_file_change_line (change_id, code, site, device, before, after)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, id, code, line.number.site, line.number.device, line.before, line.after)
        }
        return id
    }

    static func forget(_ kind: ExtensionFileChange, of code: ContractCode, _ database: Connection) throws {
        try database.run("DELETE FROM extension_file_change WHERE code = ?1 AND kind = ?2", code, kind.rawValue)
    }

    /// Those whose extensions are still there; nil when it is not the last change of its kind.
    static func lines(
        of change: Int, _ kind: ExtensionFileChange, _ code: ContractCode, _ database: Connection
    ) throws -> [ExtensionFileChange.Line]? {
        guard
            try database.exists(
                "SELECT 1 FROM extension_file_change WHERE id = ?1 AND code = ?2 AND kind = ?3", change, code,
                kind.rawValue)
        else { return nil }
        return try database.query(
            """
            SELECT site, device, before, after FROM extension_file_change_line WHERE change_id = ?1
            ORDER BY site, device
            """, change
        ) { row in
            ExtensionFileChange.Line(
                number: ExtensionNumber(site: row.text(0), device: row.text(1)), before: row.text(2), after: row.text(3)
            )
        }
    }
}
