package import Exchange
package import SQLite
package import Telephony

/// All SQL about 着信グループ.
package enum ExtensionGroupStore {
    package static func find(_ id: Int, _ database: Connection) throws -> ExtensionGroup? {
        try database.first(
            """
            SELECT id, code, site, device, name, mode, ring_seconds, next_site, next_device, next_group, version,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = next_link)
            FROM smart_pbx_group WHERE id = ?1
            """, id
        ) { try group($0, database) }
    }

    /// What a number of the contract reaches, where it is no extension.
    package static func find(
        _ number: ExtensionNumber, of code: ContractCode, _ database: Connection
    ) throws -> ExtensionGroup? {
        try database.first(
            """
            SELECT id, code, site, device, name, mode, ring_seconds, next_site, next_device, next_group, version,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = next_link)
            FROM smart_pbx_group WHERE code = ?1 AND site = ?2 AND device = ?3
            """, code, number.site, number.device
        ) { try group($0, database) }
    }

    private static func group(_ row: Row, _ database: Connection) throws -> ExtensionGroup {
        let id = row.integer(0)
        let members = try database.query(
            """
            SELECT place, site, device, NULL FROM smart_pbx_group_member WHERE group_id = ?1
            UNION ALL SELECT place, NULL, NULL, digits FROM smart_pbx_group_link_member m
                JOIN smart_pbx_office_link_number n ON n.id = m.link_id WHERE group_id = ?1
            ORDER BY 1
            """, id
        ) { row -> InsideNumber in
            if let digits = row.optionalText(3) { return .officeLink(OfficeLinkNumber(digits: digits)) }
            return .extension(ExtensionNumber(site: row.text(1), device: row.text(2)))
        }
        let settings = ExtensionGroup.Settings(
            number: ExtensionNumber(site: row.text(2), device: row.text(3)), name: row.text(4),
            mode: try row.value(5), ringSeconds: row.integer(6), members: members, next: try row.target(7, 8, 9, 11))
        return ExtensionGroup(id: id, contract: try row.value(1), settings: settings, version: row.integer(10))
    }

    /// By their numbers.
    package static func names(of code: ContractCode, _ database: Connection) throws -> [ExtensionGroup.Name] {
        try database.query(
            "SELECT id, site, device, name FROM smart_pbx_group WHERE code = ?1 ORDER BY site, device", code, row: name)
    }

    /// Of those that have lost all of their members.
    package static func namesWithoutMembers(
        of code: ContractCode, _ database: Connection
    ) throws -> [ExtensionGroup.Name] {
        try database.query(
            """
            SELECT id, site, device, name FROM smart_pbx_group g WHERE code = ?1
                AND NOT EXISTS (SELECT 1 FROM smart_pbx_group_member m WHERE m.group_id = g.id)
                AND NOT EXISTS (SELECT 1 FROM smart_pbx_group_link_member m WHERE m.group_id = g.id)
            ORDER BY site, device
            """, code, row: name)
    }

    /// Of those in whose place a call goes on to it when nobody answers.
    package static func names(before id: Int, _ database: Connection) throws -> [ExtensionGroup.Name] {
        try database.query(
            "SELECT id, site, device, name FROM smart_pbx_group WHERE next_group = ?1 ORDER BY site, device", id,
            row: name)
    }

    /// 外線番号 whose calls come to it.
    package static func lines(to id: Int, _ database: Connection) throws -> [PhoneNumber] {
        try database.query("SELECT number FROM smart_pbx_line WHERE group_id = ?1 ORDER BY number", id) {
            try $0.number(0)
        }
    }

    private static func name(_ row: Row) -> ExtensionGroup.Name {
        ExtensionGroup.Name(
            id: row.integer(0), number: ExtensionNumber(site: row.text(1), device: row.text(2)), name: row.text(3))
    }

    // MARK: The list

    /// - Parameter words: what stands in the number or the name; empty for all.
    static func count(of code: ContractCode, with words: String = "", _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM smart_pbx_group
            WHERE code = ?1 AND (site || device LIKE ?2 ESCAPE '!' OR name LIKE ?3 ESCAPE '!')
            """, code, LikePattern.containing(words.filter { $0 != "-" }), LikePattern.containing(words)
        ) { $0.integer(0) } ?? 0
    }

    /// A part of the list, with its members.
    static func some(
        of code: ContractCode, with words: String = "", atMost count: Int, after skipped: Int, _ database: Connection
    ) throws -> [ExtensionGroup] {
        try database.query(
            """
            SELECT id, code, site, device, name, mode, ring_seconds, next_site, next_device, next_group, version,
                (SELECT digits FROM smart_pbx_office_link_number n WHERE n.id = next_link)
            FROM smart_pbx_group
            WHERE code = ?1 AND (site || device LIKE ?2 ESCAPE '!' OR name LIKE ?3 ESCAPE '!')
            ORDER BY site, device LIMIT ?4 OFFSET ?5
            """, code, LikePattern.containing(words.filter { $0 != "-" }), LikePattern.containing(words), count, skipped
        ) { try group($0, database) }
    }

    /// All that the rules ask, as it is in this transaction.
    package static func facts(
        of code: ContractCode, _ plan: NumberPlan, _ database: Connection
    ) throws -> ExtensionGroupFacts {
        var extensions: [ExtensionNumber: String] = [:]
        try database.forEach(
            """
            SELECT e.site, e.device, coalesce(s.name, '') FROM smart_pbx_extension e
            LEFT JOIN smart_pbx_extension_setting s USING (code, site, device) WHERE e.code = ?1
            """, code
        ) { extensions[ExtensionNumber(site: $0.text(0), device: $0.text(1))] = $0.text(2) }
        return ExtensionGroupFacts(
            plan: plan, extensions: extensions, coming: try coming(to: code, database),
            groups: try names(of: code, database),
            officeLinks: Set(try OfficeLinkStore.numbers(of: code, database)),
            graph: try CallGraphStore.graph(of: code, database))
    }

    /// The extensions that an order under way brings.
    private static func coming(to code: ContractCode, _ database: Connection) throws -> Set<ExtensionNumber> {
        guard let order = try OrderStore.open(of: code, database), order.kind == .add else { return [] }
        return Set(
            try database.query(
                "SELECT site, device FROM smart_pbx_order_extension WHERE order_number = ?1", order.number
            ) { ExtensionNumber(site: $0.text(0), device: $0.text(1)) })
    }
}
