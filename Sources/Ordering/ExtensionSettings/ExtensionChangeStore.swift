package import Exchange
package import SQLite
package import Telephony

/// All SQL about changes of many extensions.
package enum ExtensionChangeStore {
    package static func add(
        _ lines: [ExtensionChange.Line], _ kind: ExtensionChange.Kind, of code: ContractCode, at now: Moment,
        _ database: Connection
    ) throws -> Int {
        try database.run("INSERT INTO extension_change (code, kind, at) VALUES (?1, ?2, ?3)", code, kind, now)
        let id = database.lastInsertedID
        for line in lines {
            try database.run(
                """
                INSERT INTO extension_change_line (change_id, code, site, device, before, after)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, id, code, line.number.site, line.number.device, line.before, line.after)
        }
        try database.run(
            """
            DELETE FROM extension_change WHERE code = ?1 AND kind = ?2 AND id NOT IN
                (SELECT id FROM extension_change WHERE code = ?1 AND kind = ?2 ORDER BY id DESC LIMIT ?3)
            """, code, kind, ExtensionChange.kept)
        return id
    }

    /// The newest change; 0 before the first. The same here and later: nothing has changed.
    package static func latest(
        _ kind: ExtensionChange.Kind, of code: ContractCode, _ database: Connection
    ) throws -> Int {
        try database.first("SELECT max(id) FROM extension_change WHERE code = ?1 AND kind = ?2", code, kind) {
            $0.optionalInteger(0)
        }?.flatMap { $0 } ?? 0
    }

    /// Those of the extensions that changes after that one have touched.
    static func touched(
        since change: Int, _ kind: ExtensionChange.Kind, of code: ContractCode, _ database: Connection
    ) throws -> Set<ExtensionNumber> {
        Set(
            try database.query(
                """
                SELECT l.site, l.device FROM extension_change c
                JOIN extension_change_line l ON l.change_id = c.id WHERE c.code = ?1 AND c.kind = ?2 AND c.id > ?3
                """, code, kind, change
            ) { ExtensionNumber(site: $0.text(0), device: $0.text(1)) })
    }

    /// What a change has done, of the extensions that are still there.
    static func lines(in change: Int, _ database: Connection) throws -> [ExtensionChange.Line] {
        try database.query(
            "SELECT site, device, before, after FROM extension_change_line WHERE change_id = ?1 ORDER BY site, device",
            change
        ) { row in
            ExtensionChange.Line(
                number: ExtensionNumber(site: row.text(0), device: row.text(1)), before: row.optionalText(2),
                after: row.optionalText(3))
        }
    }

    /// Whether it has been undone; nil where there is none, or it is not kept any more.
    static func isUndone(
        _ change: Int, _ kind: ExtensionChange.Kind, of code: ContractCode, _ database: Connection
    ) throws -> Bool? {
        try database.first(
            "SELECT is_undone FROM extension_change WHERE id = ?1 AND code = ?2 AND kind = ?3", change, code, kind
        ) { $0.flag(0) }
    }

    static func markUndone(_ change: Int, _ database: Connection) throws {
        try database.run("UPDATE extension_change SET is_undone = 1 WHERE id = ?1", change)
    }
}
