import Exchange
import SQLite
import Telephony

/// All SQL about what hangs on numbers behind an Office Link, whichever feature set it, and goes with them (LINK-2, 3).
enum OfficeLinkUseStore {
    static func use(
        of numbers: some Sequence<OfficeLinkNumber>, in code: ContractCode, _ database: Connection
    ) throws -> ExtensionUse {
        let list = List(numbers.map(\.digits))
        var use = try groups(of: list, in: code, database)
        use.goingOn = try database.query(
            """
            SELECT g.id, g.site, g.device, g.name FROM smart_pbx_group g
            JOIN smart_pbx_office_link_number n ON n.id = g.next_link
            WHERE n.code = ?1 AND n.digits IN list(?2) ORDER BY g.site, g.device
            """, code, list, row: ExtensionUseStore.name)
        use.lines = try database.query(
            """
            SELECT l.number FROM smart_pbx_line l JOIN smart_pbx_office_link_number n ON n.id = l.link_id
            WHERE n.code = ?1 AND n.digits IN list(?2) ORDER BY l.number
            """, code, list
        ) { try $0.number(0) }
        use.absences = try database.query(
            """
            SELECT DISTINCT t.site, t.device FROM extension_absence_target t
            JOIN smart_pbx_office_link_number n ON n.id = t.link_id
            WHERE n.code = ?1 AND n.digits IN list(?2) ORDER BY t.site, t.device
            """, code, list
        ) { ExtensionNumber(site: $0.text(0), device: $0.text(1)) }
        return use
    }

    /// Of which they are members, and those of them that are left without any.
    private static func groups(
        of list: List, in code: ContractCode, _ database: Connection
    ) throws -> ExtensionUse {
        var use = ExtensionUse()
        try database.forEach(
            """
            SELECT g.id, g.site, g.device, g.name,
                count(*) + (SELECT count(*) FROM smart_pbx_group_member e WHERE e.group_id = g.id),
                sum(CASE WHEN n.digits IN list(?2) THEN 1 ELSE 0 END)
            FROM smart_pbx_group_link_member m JOIN smart_pbx_group g ON g.id = m.group_id
                JOIN smart_pbx_office_link_number n ON n.id = m.link_id
            WHERE n.code = ?1 GROUP BY g.id, g.site, g.device, g.name ORDER BY g.site, g.device
            """, code, list
        ) { row in
            guard row.integer(5) > 0 else { return }
            use.groups.append(ExtensionUseStore.name(row))
            if row.integer(5) == row.integer(4) { use.emptied.append(ExtensionUseStore.name(row)) }
        }
        return use
    }
}
