import Exchange
import SQLite
import Telephony

/// All SQL about the orders that the simulated exchange has taken.
enum ExchangeOrderStore {
    /// The same order once more changes nothing.
    static func take(_ order: WorkOrder, at now: Moment, _ database: Connection) throws {
        let taken = try database.run(
            """
            INSERT INTO exchange_order
                (number, contract, kind, channels, state, taken_at, begins_at, equipment_at, office_link_channels)
            VALUES (?1, ?2, ?3, ?4, 'taken', ?5, ?6, ?7, ?8) ON CONFLICT (number) DO NOTHING
            """, order.number, order.contract, order.kind, order.channels, now, order.begins ?? now, order.equipment,
            order.officeLinkChannels)
        guard taken == 1 else { return }
        let changes = order.gone.map { (from: $0, to: String?.none) } + order.renamed.map { ($0.from, $0.to) }
        for change in changes {
            try database.run(
                """
                INSERT INTO exchange_order_change (order_number, digits, becomes) VALUES (?1, ?2, ?3)
                ON CONFLICT (order_number, digits) DO NOTHING
                """, order.number, change.from, change.to)
        }
        // It has a time for it: that is told at once.
        if let begins = order.begins, begins > now {
            try ExchangeReportStore.add(.planned, of: order.number, at: now, database)
        }
        try ExchangeNumberStore.keep(order.numbers, of: order.number, at: now, database)
        for number in order.numbers where number.change == .port {
            try ExchangeReportStore.add(.port(number.number, .confirming), of: order.number, at: now, database)
        }
        for line in order.lines {
            try database.run(
                """
                INSERT INTO exchange_order_line (order_number, digits, device) VALUES (?1, ?2, ?3)
                ON CONFLICT (order_number, digits) DO NOTHING
                """, order.number, line.digits, line.device)
        }
    }

    /// Nothing happens where it has been heard before, or the order is not there, or at work.
    static func amend(_ amendment: WorkAmendment, at now: Moment, _ database: Connection) throws {
        let count = try database.run(
            """
            UPDATE exchange_order SET amended = ?2, begins_at = coalesce(?3, begins_at)
            WHERE number = ?1 AND state = 'taken' AND amended < ?2
            """, amendment.order, amendment.sequence, amendment.begins)
        guard count == 1 else { return }
        try ExchangeNumberStore.keep(amendment.numbers, of: amendment.order, at: now, database)
        for number in amendment.numbers where number.change == .port {
            try ExchangeReportStore.add(.port(number.number, .confirming), of: amendment.order, at: now, database)
        }
        guard let begins = amendment.begins else { return }
        for number in try ExchangeNumberStore.numbers(of: amendment.order, database) where number.state == .dated {
            try ExchangeReportStore.add(
                .port(number.work.number, .dated(begins)), of: amendment.order, at: now, database)
        }
    }

    /// When its work begins.
    static func begin(of order: OrderNumber, _ database: Connection) throws -> Moment? {
        try database.first("SELECT begins_at FROM exchange_order WHERE number = ?1", order) { try $0.moment(0) }
    }

    /// One that has not come yet is cancelled all the same: it may be on its way.
    static func cancel(_ order: OrderNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO exchange_order (number, contract, channels, state, taken_at, begins_at, ended_at)
            VALUES (?1, '', 0, 'cancelled', ?2, ?2, ?2)
            ON CONFLICT (number) DO UPDATE SET state = 'cancelled', ended_at = ?2
            """, order, now)
    }

    static func find(_ number: OrderNumber, _ database: Connection) throws -> SimulatedOrder? {
        try database.first(
            """
            SELECT number, contract, state, channels, kind, office_link_channels FROM exchange_order
            WHERE number = ?1 AND contract <> ''
            """, number, row: order)
    }

    /// All of them, for who compares.
    static func all(_ database: Connection) throws -> [SimulatedOrder] {
        try database.query(
            """
            SELECT number, contract, state, channels, kind, office_link_channels FROM exchange_order
            WHERE contract <> '' ORDER BY number
            """, row: order)
    }

    private static func order(_ row: Row) throws -> SimulatedOrder {
        SimulatedOrder(
            number: try row.value(0), contract: try row.value(1), state: try row.value(2), channels: row.integer(3),
            officeLinkChannels: row.optionalInteger(5), kind: try row.value(4))
    }

    static func lines(of order: OrderNumber, _ database: Connection) throws -> [WorkLine] {
        try database.query(
            "SELECT digits, device FROM exchange_order_line WHERE order_number = ?1 ORDER BY digits", order
        ) { WorkLine(digits: $0.text(0), device: try $0.value(1)) }
    }

    /// Numbers that go, and those that get another one.
    static func changes(
        of order: OrderNumber, _ database: Connection
    ) throws -> (gone: [String], renamed: [WorkRename]) {
        let all = try database.query(
            "SELECT digits, becomes FROM exchange_order_change WHERE order_number = ?1 ORDER BY digits", order
        ) { (from: $0.text(0), to: $0.optionalText(1)) }
        return (
            all.filter { $0.to == nil }.map(\.from),
            all.compactMap { change in change.to.map { WorkRename(from: change.from, to: $0) } }
        )
    }

    /// Those whose 設備工事 has had its time.
    static func toEquip(at now: Moment, slowness: Int, atMost count: Int, _ database: Connection) throws
        -> [OrderNumber]
    {
        try database.query(
            """
            SELECT number FROM exchange_order
            WHERE state = 'done' AND equipment_at IS NOT NULL AND equipment_ended_at IS NULL
                AND equipment_at + takes * ?2 <= ?1
            ORDER BY equipment_at, number LIMIT ?3
            """, now, slowness, count
        ) { try $0.value(0) }
    }

    static func endEquipment(of order: OrderNumber, at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE exchange_order SET equipment_ended_at = ?2 WHERE number = ?1", order, now)
    }

    static func toBegin(at now: Moment, atMost count: Int, _ database: Connection) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT number FROM exchange_order o WHERE state = 'taken' AND begins_at <= ?1 AND NOT EXISTS (
                SELECT 1 FROM exchange_order_number n WHERE n.order_number = o.number AND n.step = 'confirming')
            ORDER BY begins_at, number LIMIT ?2
            """, now, count
        ) { try $0.value(0) }
    }

    static func toEnd(
        at now: Moment, slowness: Int, atMost count: Int, _ database: Connection
    ) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT number FROM exchange_order WHERE state = 'working' AND begun_at + takes * ?2 <= ?1
            ORDER BY begun_at, number LIMIT ?3
            """, now, slowness, count
        ) { try $0.value(0) }
    }

    static func begin(_ order: OrderNumber, at now: Moment, taking time: Duration, _ database: Connection) throws {
        try database.run(
            "UPDATE exchange_order SET state = 'working', begun_at = ?2, takes = ?3 WHERE number = ?1", order, now,
            Int(time.milliseconds))
    }

    static func move(
        _ order: OrderNumber, to state: SimulatedOrder.State, at now: Moment, _ database: Connection
    ) throws {
        try database.run("UPDATE exchange_order SET state = ?2, ended_at = ?3 WHERE number = ?1", order, state, now)
    }
}
