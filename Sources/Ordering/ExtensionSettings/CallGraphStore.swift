import Exchange
import SQLite
import Telephony

/// Reads where calls of a contract go on to, from the tables of all features that send them on.
enum CallGraphStore {
    static func graph(of code: ContractCode, _ database: Connection) throws -> CallGraph {
        var graph = CallGraph()
        func add(_ sql: StaticString, from place: (Row) throws -> CallGraph.Place) throws {
            try database.forEach(sql, code) { row in
                guard let target = try row.target(0, 1, 2) else { return }
                graph.add(.init(target), from: try place(row))
            }
        }
        try add("SELECT next_site, next_device, next_group, id FROM smart_pbx_group WHERE code = ?1") {
            .group($0.integer(3))
        }
        try add("SELECT extension_site, extension_device, group_id, number FROM smart_pbx_line WHERE code = ?1") {
            .line(try $0.number(3))
        }
        try add(
            """
            SELECT target_site, target_device, NULL, site, device FROM extension_absence_target
            WHERE code = ?1 AND target_code IS NOT NULL
            """
        ) { .extension(ExtensionNumber(site: $0.text(3), device: $0.text(4))) }
        try database.forEach(
            """
            SELECT l.number, t.site, t.device FROM extension_absence_target t
            JOIN smart_pbx_line l ON l.number = t.number AND l.code = t.code WHERE t.code = ?1
            """, code
        ) { row in
            graph.add(
                .line(try row.number(0)), from: .extension(ExtensionNumber(site: row.text(1), device: row.text(2))))
        }
        return graph
    }
}

extension Row {
    /// An extension by its parts, a group by its id, or a number of the other side; nil for none of them.
    func target(_ site: Int, _ device: Int, _ group: Int, _ link: Int? = nil) throws -> CallTarget? {
        if !isNull(group) { return .group(integer(group)) }
        if let link, let digits = optionalText(link) { return .officeLink(OfficeLinkNumber(digits: digits)) }
        guard !isNull(site) else { return nil }
        return .extension(ExtensionNumber(site: text(site), device: text(device)))
    }
}
