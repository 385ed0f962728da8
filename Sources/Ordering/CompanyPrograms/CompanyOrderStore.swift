import Exchange
import SQLite
import Telephony

/// A line of an order's history in the feed of its company.
struct OrderFeedEntry: Sendable {
    /// Of one that is committed later it is higher: there is one writer, who gives it in the transaction of what it tells.
    let id: Int
    let order: OrderNumber
    let externalID: String?
    let line: OrderHistoryLine
}

/// All SQL about orders as companies' programs see them.
enum CompanyOrderStore {
    /// The oldest first.
    static func orders(
        of company: Int, in scope: ContractScope, _ state: OrderState?, after number: OrderNumber?, atMost count: Int,
        _ database: Connection
    ) throws -> [Order] {
        try database.query(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order
            WHERE company_id = ?1 AND number > ?2 AND (service IN list(?3) OR contract IN list(?4))
                AND (state = ?5 OR ?5 IS NULL)
            ORDER BY number LIMIT ?6
            """, company, number?.stored ?? 0, List(scope.services), List(scope.contracts), state, count,
            row: OrderStore.order)
    }

    static func externalID(of order: OrderNumber, _ database: Connection) throws -> String? {
        try database.first("SELECT external_id FROM company_order WHERE order_number = ?1", order) { $0.text(0) }
    }

    /// What a company's program has ordered under that name.
    static func find(
        _ externalID: String, of company: Int, _ database: Connection
    ) throws -> (order: OrderNumber, bodyHash: [UInt8])? {
        try database.first(
            "SELECT order_number, body_hash FROM company_order WHERE company_id = ?1 AND external_id = ?2", company,
            externalID
        ) { (order: try $0.value(0), bodyHash: $0.bytes(1)) }
    }

    static func add(
        _ externalID: String, of company: Int, _ order: OrderNumber, bodyHash: [UInt8], _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO company_order (company_id, external_id, order_number, body_hash) VALUES (?1, ?2, ?3, ?4)",
            company, externalID, order, bodyHash)
    }

    /// What has changed something, the oldest first.
    static func feed(
        of company: Int, in scope: ContractScope, after id: Int, atMost count: Int, _ database: Connection
    ) throws -> [OrderFeedEntry] {
        try database.query(
            """
            SELECT e.id, e.order_number, c.external_id, e.at, e.event, e.state, e.by
            FROM service_order_event e JOIN service_order o ON o.number = e.order_number
                LEFT JOIN company_order c ON c.order_number = e.order_number
            WHERE e.company_id = ?1 AND e.id > ?2 AND e.is_refused = 0
                AND (o.service IN list(?3) OR o.contract IN list(?4))
            ORDER BY e.id LIMIT ?5
            """, company, id, List(scope.services), List(scope.contracts), count
        ) { row in
            OrderFeedEntry(
                id: row.integer(0), order: try row.value(1), externalID: row.optionalText(2),
                line: OrderHistoryLine(
                    at: try row.moment(3), event: try row.value(4), state: try row.value(5), by: try row.value(6),
                    isRefused: false))
        }
    }
}
