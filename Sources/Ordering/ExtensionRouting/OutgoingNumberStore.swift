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
        for change in changes {
            try database.run(
                """
                INSERT INTO smart_pbx_extension_setting (code, site, device, outgoing_number) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (code, site, device) DO UPDATE
                SET outgoing_number = excluded.outgoing_number, version = smart_pbx_extension_setting.version + 1
                """, code, change.extension.site, change.extension.device, change.after)
        }
        let lines = changes.map {
            ExtensionChange.Line(number: $0.extension, before: $0.before?.digits, after: $0.after?.digits)
        }
        return try ExtensionChangeStore.add(lines, .outgoingNumbers, of: code, at: now, database)
    }

    /// What a change has done, of the extensions that are still there.
    static func changes(in change: Int, _ database: Connection) throws -> [OutgoingNumber.Change] {
        try ExtensionChangeStore.lines(in: change, database).map { line in
            OutgoingNumber.Change(
                line.number, before: line.before.flatMap { PhoneNumber(clean: $0) },
                after: line.after.flatMap { PhoneNumber(clean: $0) })
        }
    }
}
