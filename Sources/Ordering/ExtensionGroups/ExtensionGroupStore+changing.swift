package import Exchange
package import SQLite
import Telephony

/// How 着信グループ come, change and go.
extension ExtensionGroupStore {
    package static func add(
        _ settings: ExtensionGroup.Settings, to code: ContractCode, _ database: Connection
    ) throws -> Int {
        let next = try StoredTarget(settings.next, of: code, database)
        try database.run(
            """
            INSERT INTO smart_pbx_group (code, site, device, name, mode, ring_seconds, next_code, next_site, next_device, next_group,
                next_link)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """, code, settings.number.site, settings.number.device, settings.name, settings.mode,
            settings.ringSeconds, next.code, next.site, next.device, next.group, next.link)
        let id = database.lastInsertedID
        try set(settings.members, of: id, code, database)
        return id
    }

    static func change(_ group: ExtensionGroup, to settings: ExtensionGroup.Settings, _ database: Connection) throws {
        let next = try StoredTarget(settings.next, of: group.contract, database)
        try database.run(
            """
            UPDATE smart_pbx_group SET site = ?2, device = ?3, name = ?4, mode = ?5, ring_seconds = ?6, next_code = ?7,
                next_site = ?8, next_device = ?9, next_group = ?10, next_link = ?11, version = version + 1
            WHERE id = ?1
            """, group.id, settings.number.site, settings.number.device, settings.name, settings.mode,
            settings.ringSeconds, next.code, next.site, next.device, next.group, next.link)
        try database.run("DELETE FROM smart_pbx_group_member WHERE group_id = ?1", group.id)
        try database.run("DELETE FROM smart_pbx_group_link_member WHERE group_id = ?1", group.id)
        try set(settings.members, of: group.id, group.contract, database)
    }

    private static func set(
        _ members: [InsideNumber], of id: Int, _ code: ContractCode, _ database: Connection
    ) throws {
        for (place, member) in members.enumerated() {
            switch member {
            case .extension(let number):
                try database.run(
                    """
                    INSERT INTO smart_pbx_group_member (group_id, place, code, site, device) VALUES (?1, ?2, ?3, ?4, ?5)
                    """, id, place, code, number.site, number.device)
            case .officeLink(let number):
                try database.run(
                    """
                    INSERT INTO smart_pbx_group_link_member (group_id, place, link_id)
                    SELECT ?1, ?2, id FROM smart_pbx_office_link_number WHERE code = ?3 AND digits = ?4
                    """, id, place, code, number.digits)
            }
        }
    }

    /// What goes on to it goes nowhere then.
    static func remove(_ id: Int, _ database: Connection) throws {
        try database.run("DELETE FROM smart_pbx_group WHERE id = ?1", id)
    }

    /// 削除 (PBX-8): whoever has a group before them sees that it is another one once extensions of the order have gone from it.
    package static func willLose(extensionsOf order: OrderNumber, _ code: ContractCode, _ database: Connection) throws {
        try database.run(
            """
            UPDATE smart_pbx_group SET version = version + 1 WHERE code = ?1 AND (
                (next_site, next_device) IN (SELECT site, device FROM smart_pbx_order_extension WHERE order_number = ?2)
                OR id IN (
                    SELECT group_id FROM smart_pbx_group_member WHERE code = ?1 AND (site, device) IN
                        (SELECT site, device FROM smart_pbx_order_extension WHERE order_number = ?2)))
            """, code, order)
    }

    /// 付加機能の廃止 (LINK-3): likewise of those that lose numbers of the other side.
    static func willLoseOfficeLink(of code: ContractCode, _ database: Connection) throws {
        try database.run(
            """
            UPDATE smart_pbx_group SET version = version + 1 WHERE code = ?1 AND (
                next_link IS NOT NULL OR id IN (SELECT group_id FROM smart_pbx_group_link_member))
            """, code)
    }

    /// 桁数追加 (PBX-9): the numbers of groups get the zeros that the extensions get, and so meet none of them.
    package static func lengthen(
        _ code: ContractCode, siteZeros: String, deviceZeros: String, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE smart_pbx_group SET site = site || ?2, device = device || ?3 WHERE code = ?1", code, siteZeros,
            deviceZeros)
    }
}

/// A target in the columns of a table.
struct StoredTarget {
    var code: ContractCode?
    var site: String?
    var device: String?
    var group: Int?
    var link: Int?

    init(_ target: CallTarget?, of contract: ContractCode, _ database: Connection) throws {
        switch target {
        case nil: break
        case .extension(let number)?: (code, site, device) = (contract, number.site, number.device)
        case .group(let id)?: group = id
        case .officeLink(let number)?: link = try OfficeLinkStore.id(of: number, in: contract, database)
        }
    }
}

extension ExtensionGroup.Mode: StorableValue {}
