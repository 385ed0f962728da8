package import Exchange
package import SQLite

/// All SQL about orders that change a contract, and what becomes of the contract by them.
package enum SmartPBXChangeStore {
    static func keep(_ outcome: SmartPBXOutcome, of order: OrderNumber, _ database: Connection) throws {
        let (before, after) = (outcome.before, outcome.after)
        try SmartPBXOrderStore.keep(
            after?.plan ?? before.plan, addedChannels: after?.channels.added ?? 0, outcome.touched, of: order, database)
        try database.run(
            """
            INSERT INTO smart_pbx_change
                (order_number, site_digits_before, device_digits_before, extensions_before, extensions_after, added_before,
                had_office_link, has_office_link)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, order, before.plan.siteDigits, before.plan.deviceDigits, before.extensions.count,
            after?.extensions.count ?? 0, before.channels.added, before.officeLink != nil, after?.officeLink != nil)
        if let consent = outcome.record.officeLink { try OfficeLinkStore.keep(consent, of: order, database) }
    }

    package static func find(_ order: OrderNumber, _ database: Connection) throws -> SmartPBXChangeRecord? {
        let extensions = try SmartPBXOrderStore.orderedExtensions(order, database)
        let link = try OfficeLinkStore.ordered(order, database)
        return try database.first(
            """
            SELECT site_digits_before, device_digits_before, extensions_before, added_before,
                site_digits, device_digits, extensions_after, added_channels, had_office_link, has_office_link
            FROM smart_pbx_change JOIN smart_pbx_order USING (order_number) WHERE order_number = ?1
            """, order
        ) { row in
            SmartPBXChangeRecord(
                before: SmartPBXSummary(
                    plan: try row.plan(0, 1), extensions: row.integer(2), added: row.integer(3),
                    hasOfficeLink: row.flag(8)),
                after: SmartPBXSummary(
                    plan: try row.plan(4, 5), extensions: row.integer(6), added: row.integer(7),
                    hasOfficeLink: row.flag(9)),
                extensions: extensions, officeLink: link)
        }
    }

    // MARK: What was ordered becomes true

    static func add(_ order: OrderNumber, to code: ContractCode, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_extension (code, site, device, kind)
            SELECT ?1, site, device, kind FROM smart_pbx_order_extension WHERE order_number = ?2
            """, code, order)
        try setChannels(of: code, by: order, database)
    }

    static func delete(_ order: OrderNumber, from code: ContractCode, _ database: Connection) throws {
        try ExtensionGroupStore.willLose(extensionsOf: order, code, database)
        try database.run(
            """
            DELETE FROM smart_pbx_extension WHERE code = ?1
                AND (site, device) IN (SELECT site, device FROM smart_pbx_order_extension WHERE order_number = ?2)
            """, code, order)
        try setChannels(of: code, by: order, database)
    }

    private static func setChannels(of code: ContractCode, by order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            UPDATE smart_pbx SET added_channels =
                (SELECT added_channels FROM smart_pbx_order WHERE order_number = ?2) WHERE code = ?1
            """, code, order)
    }

    /// Zeros at the end of the part that has fewer digits than the order says, of extensions and of groups: what is set of them goes
    /// along.
    static func lengthen(_ order: OrderNumber, _ code: ContractCode, _ database: Connection) throws {
        guard let record = try find(order, database) else { return }
        let (before, after) = (record.before.plan, record.after.plan)
        let (siteZeros, deviceZeros) = (
            zeros(after.siteDigits - before.siteDigits), zeros(after.deviceDigits - before.deviceDigits)
        )
        try database.run(
            "UPDATE smart_pbx_extension SET site = site || ?2, device = device || ?3 WHERE code = ?1", code, siteZeros,
            deviceZeros)
        try ExtensionGroupStore.lengthen(code, siteZeros: siteZeros, deviceZeros: deviceZeros, database)
        try database.run(
            "UPDATE smart_pbx SET site_digits = ?2, device_digits = ?3 WHERE code = ?1", code, after.siteDigits,
            after.deviceDigits)
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }

    /// The contract has nothing any more; its orders go on telling what it had.
    static func end(_ code: ContractCode, _ database: Connection) throws {
        try database.run("DELETE FROM smart_pbx_extension WHERE code = ?1", code)
        try database.run("DELETE FROM smart_pbx WHERE code = ?1", code)
    }
}
