import CivilCalendar
import Exchange
import SQLite
import Telephony

/// All SQL about what dated orders asked beside their numbers.
enum DatedOrderStore {
    static func add(_ wish: DatedWish, to order: OrderNumber, _ database: Connection) throws {
        let confirmation = wish.confirmation
        try database.run(
            """
            INSERT INTO dated_order
                (order_number, time, reason, has_changed, person, destination_department, destination_person,
                link_day)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, order, wish.work.time, wish.work.reason, confirmation?.hasChanged, confirmation?.person,
            confirmation?.destinationDepartment, confirmation?.destinationPerson, wish.linkDay)
        for change in wish.networks {
            try database.run(
                "INSERT INTO dated_order_network (order_number, action, network) VALUES (?1, ?2, ?3)", order,
                change.action, change.network)
        }
    }

    static func find(_ order: OrderNumber, _ database: Connection) throws -> DatedOrderDetail? {
        let networks = try NetworkAddressStore.changes(of: order, database)
        return try database.first(
            """
            SELECT time, reason, has_changed, person, destination_department, destination_person, link_day
            FROM dated_order WHERE order_number = ?1
            """, order
        ) { row in
            DatedOrderDetail(
                time: try row.optionalValue(0), reason: row.text(1), networks: networks,
                confirmation: row.isNull(2)
                    ? nil
                    : TransactionConfirmation(
                        hasChanged: row.flag(2), person: row.text(3), destinationDepartment: row.text(4),
                        destinationPerson: row.text(5)), linkDay: try row.optionalValue(6))
        }
    }

    static func set(_ wish: WorkWish, of order: OrderNumber, _ database: Connection) throws {
        try database.run(
            "UPDATE dated_order SET time = ?2, reason = ?3, moves = moves + 1, is_told = 0 WHERE order_number = ?1",
            order,
            wish.time, wish.reason)
    }

    /// Those whose work is on that day or before, and whose people have not been told.
    static func toRemind(through day: CivilDate, atMost count: Int, _ database: Connection) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT d.order_number FROM dated_order d JOIN service_order o ON o.number = d.order_number
            WHERE d.is_told = 0 AND o.opening_day <= ?1
                AND o.state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation')
            ORDER BY d.order_number LIMIT ?2
            """, day, count
        ) { try $0.value(0) }
    }

    static func noteReminded(_ order: OrderNumber, _ database: Connection) throws {
        try database.run("UPDATE dated_order SET is_told = 1 WHERE order_number = ?1", order)
    }

    /// How often its day was moved.
    static func moves(of order: OrderNumber, _ database: Connection) throws -> Int {
        try database.first("SELECT moves FROM dated_order WHERE order_number = ?1", order) { $0.integer(0) } ?? 0
    }
}

/// What an order asked beside its numbers.
struct DatedOrderDetail: Sendable, Equatable {
    let time: WorkTime?
    let reason: String
    let networks: [NetworkAddressChange]
    let confirmation: TransactionConfirmation?
    let linkDay: CivilDate?
}
