package import Exchange
package import SQLite
package import Telephony

/// All SQL about the numbers that extensions show to whom they call outside, and the changes of many at once.
package enum OutgoingNumberStore {
    /// For a call: nil is 非通知.
    package static func shown(
        by number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws -> PhoneNumber? {
        try database.first(
            """
            SELECT outgoing_number FROM smart_pbx_extension_setting WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device
        ) { try $0.optionalNumber(0) } ?? nil
    }

    /// Of every extension of the contract, by their numbers.
    package static func all(of code: ContractCode, _ database: Connection) throws -> [OutgoingNumber] {
        try database.query(
            """
            SELECT e.site, e.device, coalesce(s.name, ''), s.outgoing_number FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s USING (code, site, device)
            WHERE e.code = ?1 ORDER BY e.site, e.device
            """, code
        ) { row in
            OutgoingNumber(
                ExtensionNumber(site: row.text(0), device: row.text(1)), name: row.text(2),
                shown: try row.optionalNumber(3))
        }
    }

    /// How many extensions show a number.
    static func count(showing number: PhoneNumber, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT count(*) FROM smart_pbx_extension_setting WHERE outgoing_number = ?1", number
        ) { $0.integer(0) } ?? 0
    }

    // MARK: Changing

    /// One step, which can be undone as one.
    package static func write(
        _ changes: [OutgoingNumber.Change], of code: ContractCode, at now: Moment, _ database: Connection
    ) throws -> Int {
        try database.run("INSERT INTO outgoing_number_change (code, at) VALUES (?1, ?2)", code, now)
        let id = database.lastInsertedID
        for change in changes {
            let (site, device) = (change.extension.site, change.extension.device)
            try database.run(
                """
                INSERT INTO smart_pbx_extension_setting (code, site, device, outgoing_number) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (code, site, device) DO UPDATE
                SET outgoing_number = excluded.outgoing_number, version = smart_pbx_extension_setting.version + 1
                """, code, site, device, change.after)
            try database.run(
                """
                INSERT INTO outgoing_number_change_line (change_id, code, site, device, before, after)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, id, code, site, device, change.before, change.after)
        }
        try database.run(
            """
            DELETE FROM outgoing_number_change WHERE code = ?1 AND id NOT IN
                (SELECT id FROM outgoing_number_change WHERE code = ?1 ORDER BY id DESC LIMIT ?2)
            """, code, ExtensionRouting.changesKept)
        return id
    }

    /// The newest change; 0 before the first. The same here and later: nothing has changed.
    package static func latest(of code: ContractCode, _ database: Connection) throws -> Int {
        try database.first("SELECT max(id) FROM outgoing_number_change WHERE code = ?1", code) {
            $0.optionalInteger(0)
        }?.flatMap { $0 } ?? 0
    }

    /// Those of the extensions that changes after that one have touched.
    static func touched(
        since change: Int, of code: ContractCode, _ database: Connection
    ) throws -> Set<ExtensionNumber> {
        Set(
            try database.query(
                """
                SELECT l.site, l.device FROM outgoing_number_change c
                JOIN outgoing_number_change_line l ON l.change_id = c.id WHERE c.code = ?1 AND c.id > ?2
                """, code, change
            ) { ExtensionNumber(site: $0.text(0), device: $0.text(1)) })
    }

    /// What a change has done, of the extensions that are still there.
    static func changes(in change: Int, _ database: Connection) throws -> [OutgoingNumber.Change] {
        try database.query(
            """
            SELECT site, device, before, after FROM outgoing_number_change_line WHERE change_id = ?1
            ORDER BY site, device
            """, change
        ) { row in
            OutgoingNumber.Change(
                ExtensionNumber(site: row.text(0), device: row.text(1)), before: try row.optionalNumber(2),
                after: try row.optionalNumber(3))
        }
    }

    /// Whether it has been undone; nil where there is none, or it is not kept any more.
    static func isUndone(_ change: Int, of code: ContractCode, _ database: Connection) throws -> Bool? {
        try database.first(
            "SELECT is_undone FROM outgoing_number_change WHERE id = ?1 AND code = ?2", change, code
        ) { $0.flag(0) }
    }

    static func markUndone(_ change: Int, _ database: Connection) throws {
        try database.run("UPDATE outgoing_number_change SET is_undone = 1 WHERE id = ?1", change)
    }
}
