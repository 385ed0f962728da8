import Exchange
import SQLite

/// All SQL about what Smart PBX orders are about.
enum SmartPBXOrderStore {
    static func keep(_ content: NewSmartPBX, of order: OrderNumber, _ database: Connection) throws {
        try keep(content.plan, addedChannels: content.channels.added, content.extensions, of: order, database)
    }

    /// - Parameter extensions: those that come, go or get another number.
    static func keep(
        _ plan: NumberPlan, addedChannels: Int, _ extensions: [Extension], of order: OrderNumber,
        _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_order (order_number, site_digits, device_digits, added_channels)
            VALUES (?1, ?2, ?3, ?4)
            """, order, plan.siteDigits, plan.deviceDigits, addedChannels)
        for line in extensions {
            try database.run(
                "INSERT INTO smart_pbx_order_extension (order_number, site, device, kind) VALUES (?1, ?2, ?3, ?4)",
                order, line.number.site, line.number.device, line.device)
        }
    }

    static func ordered(_ order: OrderNumber, _ database: Connection) throws -> NewSmartPBX? {
        let extensions = try orderedExtensions(order, database)
        let head = try database.first(
            "SELECT site_digits, device_digits, added_channels FROM smart_pbx_order WHERE order_number = ?1", order
        ) { (plan: try $0.plan(0, 1), added: $0.integer(2)) }
        return try head.map { try NewSmartPBX.read($0.plan, extensions, addedChannels: $0.added).get() }
    }

    /// Those that an order is about.
    static func orderedExtensions(_ order: OrderNumber, _ database: Connection) throws -> [Extension] {
        try database.query(
            """
            SELECT site, device, kind FROM smart_pbx_order_extension WHERE order_number = ?1 ORDER BY site, device
            """, order
        ) { try $0.line() }
    }

    /// The contract becomes what the order says.
    static func open(_ code: ContractCode, by order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO smart_pbx (code, site_digits, device_digits, added_channels)
            SELECT ?1, site_digits, device_digits, added_channels FROM smart_pbx_order WHERE order_number = ?2
            """, code, order)
        try database.run(
            """
            INSERT INTO smart_pbx_extension (code, site, device, kind)
            SELECT ?1, site, device, kind FROM smart_pbx_order_extension WHERE order_number = ?2
            """, code, order)
    }
}
