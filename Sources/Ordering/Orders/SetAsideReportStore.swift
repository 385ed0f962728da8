package import Exchange
package import SQLite

/// All SQL about reports that could not be applied: they wait, with all later ones of their orders, until the world is mended.
package enum SetAsideReportStore {
    /// - Parameter reason: empty for one that waits for an earlier one of its order.
    static func add(_ report: WorkReport, _ reason: String, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO set_aside_report (sequence, order_number, reason) VALUES (?1, ?2, ?3)
            ON CONFLICT (sequence) DO UPDATE SET reason = excluded.reason
            """, report.sequence, report.order, reason)
    }

    static func remove(_ report: WorkReport, _ database: Connection) throws {
        try database.run("DELETE FROM set_aside_report WHERE sequence = ?1", report.sequence)
    }

    static func has(_ order: OrderNumber, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM set_aside_report WHERE order_number = ?1", order)
    }

    /// The sequence number of the first of each order, lowest first.
    static func heads(_ database: Connection) throws -> [Int] {
        try database.query("SELECT min(sequence) FROM set_aside_report GROUP BY order_number ORDER BY 1") {
            $0.integer(0)
        }
    }

    static func next(of order: OrderNumber, _ database: Connection) throws -> Int? {
        try database.first(
            "SELECT sequence FROM set_aside_report WHERE order_number = ?1 ORDER BY sequence LIMIT 1", order
        ) { $0.integer(0) }
    }

    /// Orders that wait, each with why.
    package static func orders(_ database: Connection) throws -> [(order: OrderNumber, reason: String)] {
        try database.query(
            "SELECT order_number, max(reason) FROM set_aside_report GROUP BY order_number ORDER BY order_number"
        ) { (try $0.value(0), $0.text(1)) }
    }

    // MARK: The operator

    static func untold(_ database: Connection) throws -> [OrderNumber] {
        try database.query(
            "SELECT DISTINCT order_number FROM set_aside_report WHERE is_told = 0 AND reason <> '' ORDER BY 1"
        ) { try $0.value(0) }
    }

    static func noteTold(_ orders: [OrderNumber], _ database: Connection) throws {
        try database.run("UPDATE set_aside_report SET is_told = 1 WHERE order_number IN list(?1)", List(orders))
    }
}
