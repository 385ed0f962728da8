import Exchange
import SQLite
import Telephony

/// All SQL about what hangs on extensions, whichever feature set it.
enum ExtensionUseStore {
    static func use(
        of numbers: some Sequence<ExtensionNumber>, in code: ContractCode, _ database: Connection
    ) throws -> ExtensionUse {
        let list = List(numbers.map(\.hyphenated))
        var use = ExtensionUse()
        try database.forEach(
            """
            SELECT g.id, g.site, g.device, g.name,
                count(*) + (SELECT count(*) FROM smart_pbx_group_link_member l WHERE l.group_id = g.id),
                sum(CASE WHEN m.site || '-' || m.device IN list(?2) THEN 1 ELSE 0 END)
            FROM smart_pbx_group_member m JOIN smart_pbx_group g ON g.id = m.group_id
            WHERE m.code = ?1 GROUP BY g.id, g.site, g.device, g.name ORDER BY g.site, g.device
            """, code, list
        ) { row in
            guard row.integer(5) > 0 else { return }
            use.groups.append(name(row))
            if row.integer(5) == row.integer(4) { use.emptied.append(name(row)) }
        }
        use.goingOn = try database.query(
            """
            SELECT id, site, device, name FROM smart_pbx_group
            WHERE next_code = ?1 AND next_site || '-' || next_device IN list(?2) ORDER BY site, device
            """, code, list, row: name)
        use.lines = try database.query(
            """
            SELECT number FROM smart_pbx_line
            WHERE extension_code = ?1 AND extension_site || '-' || extension_device IN list(?2) ORDER BY number
            """, code, list
        ) { try $0.number(0) }
        use.showing =
            try database.first(
                """
                SELECT count(*) FROM smart_pbx_extension_setting
                WHERE code = ?1 AND outgoing_number IS NOT NULL AND site || '-' || device IN list(?2)
                """, code, list
            ) { $0.integer(0) } ?? 0
        use.absences = try database.query(
            """
            SELECT DISTINCT site, device FROM extension_absence_target
            WHERE target_code = ?1 AND target_site || '-' || target_device IN list(?2)
                AND NOT site || '-' || device IN list(?2)
            ORDER BY site, device
            """, code, list
        ) { ExtensionNumber(site: $0.text(0), device: $0.text(1)) }
        return use
    }

    static func name(_ row: Row) -> ExtensionGroup.Name {
        ExtensionGroup.Name(
            id: row.integer(0), number: ExtensionNumber(site: row.text(1), device: row.text(2)), name: row.text(3))
    }
}
