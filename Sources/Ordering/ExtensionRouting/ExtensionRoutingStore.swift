package import Exchange
package import SQLite
package import Telephony

/// All SQL about 外線番号 and where their calls go.
package enum ExtensionRoutingStore {
    /// Of whichever contract; nil for a number that is none's.
    package static func line(_ number: PhoneNumber, _ database: Connection) throws -> OutsideLine? {
        try database.first(
            """
            SELECT number, code, is_in_emergency_area, version, extension_site, extension_device, group_id,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = link_id)
            FROM smart_pbx_line WHERE number = ?1
            """, number, row: line)
    }

    /// All of a contract, by their numbers.
    package static func lines(of code: ContractCode, _ database: Connection) throws -> [OutsideLine] {
        try database.query(
            """
            SELECT number, code, is_in_emergency_area, version, extension_site, extension_device, group_id,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = link_id)
            FROM smart_pbx_line WHERE code = ?1 ORDER BY number
            """, code, row: line)
    }

    /// A part of them.
    /// - Parameter digits: what stands in the number; empty for all.
    static func lines(
        of code: ContractCode, with digits: String, atMost count: Int, after skipped: Int, _ database: Connection
    ) throws -> [OutsideLine] {
        try database.query(
            """
            SELECT number, code, is_in_emergency_area, version, extension_site, extension_device, group_id,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = link_id)
            FROM smart_pbx_line WHERE code = ?1 AND number LIKE ?2 ESCAPE '!' ORDER BY number LIMIT ?3 OFFSET ?4
            """, code, LikePattern.containing(digits), count, skipped, row: line)
    }

    /// Of whichever contracts, from the one to the other.
    package static func numbers(within range: ClosedRange<PhoneNumber>, _ database: Connection) throws -> [PhoneNumber]
    {
        try database.query(
            "SELECT number FROM smart_pbx_line WHERE number >= ?1 AND number <= ?2 ORDER BY number", range.lowerBound,
            range.upperBound
        ) { try $0.number(0) }
    }

    static func count(of code: ContractCode, with digits: String = "", _ database: Connection) throws -> Int {
        try database.first(
            "SELECT count(*) FROM smart_pbx_line WHERE code = ?1 AND number LIKE ?2 ESCAPE '!'", code,
            LikePattern.containing(digits)
        ) { $0.integer(0) } ?? 0
    }

    /// So many whose callers hear busy.
    static func countWithoutTarget(of code: ContractCode, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM smart_pbx_line WHERE code = ?1 AND extension_code IS NULL
                AND group_id IS NULL AND link_id IS NULL
            """, code
        ) { $0.integer(0) } ?? 0
    }

    private static func line(_ row: Row) throws -> OutsideLine {
        OutsideLine(
            number: try row.number(0), contract: try row.value(1), isInEmergencyArea: row.flag(2),
            target: try row.target(4, 5, 6, 7), version: row.integer(3))
    }

    package static func add(
        _ number: PhoneNumber, to code: ContractCode, isInEmergencyArea: Bool, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO smart_pbx_line (number, code, is_in_emergency_area) VALUES (?1, ?2, ?3)", number, code,
            isInEmergencyArea)
    }

    /// Who shows it shows none then.
    static func remove(_ number: PhoneNumber, _ database: Connection) throws {
        try database.run("DELETE FROM smart_pbx_line WHERE number = ?1", number)
    }

    package static func set(_ target: CallTarget?, of line: OutsideLine, _ database: Connection) throws {
        let target = try StoredTarget(target, of: line.contract, database)
        try database.run(
            """
            UPDATE smart_pbx_line SET extension_code = ?2, extension_site = ?3, extension_device = ?4, group_id = ?5,
                link_id = ?6, version = version + 1
            WHERE number = ?1
            """, line.number, target.code, target.site, target.device, target.group, target.link)
    }
}
