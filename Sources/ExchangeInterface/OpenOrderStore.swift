import Exchange
import SQLite
import Telephony

/// All SQL about orders that wait for a real exchange, or are with it.
package enum OpenOrderStore {
    // MARK: From the site

    /// The same order once more changes nothing.
    static func take(_ order: WorkOrder, at now: Moment, _ database: Connection) throws {
        let taken = try database.run(
            """
            INSERT INTO interface_order
                (number, contract, kind, channels, begins_at, equipment_at, taken_at, state, office_link_channels)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'acknowledged', ?8) ON CONFLICT (number) DO NOTHING
            """, order.number, order.contract, order.kind, order.channels, order.begins, order.equipment, now,
            order.officeLinkChannels)
        guard taken == 1 else { return }
        for line in order.lines {
            try database.run(
                """
                INSERT INTO interface_order_line (order_number, digits, device) VALUES (?1, ?2, ?3)
                ON CONFLICT (order_number, digits) DO NOTHING
                """, order.number, line.digits, line.device)
        }
        for change in order.gone.map({ ($0, String?.none) }) + order.renamed.map({ ($0.from, $0.to) }) {
            try database.run(
                """
                INSERT INTO interface_order_change (order_number, digits, becomes) VALUES (?1, ?2, ?3)
                ON CONFLICT (order_number, digits) DO NOTHING
                """, order.number, change.0, change.1)
        }
        try OpenNumberStore.keep(order.numbers, of: order.number, amended: 0, database)
    }

    /// Nothing happens where it has been heard before, or the order is not there, or at work.
    static func amend(_ amendment: WorkAmendment, _ database: Connection) throws {
        guard let order = try find(amendment.order, database), order.state.isBefore,
            order.amendments.allSatisfy({ $0.sequence < amendment.sequence })
        else { return }
        try database.run(
            "INSERT INTO interface_amendment (order_number, sequence, begins_at) VALUES (?1, ?2, ?3)",
            amendment.order, amendment.sequence, amendment.begins)
        try database.run(
            "UPDATE interface_order SET begins_at = coalesce(?2, begins_at) WHERE number = ?1", amendment.order,
            amendment.begins)
        try OpenNumberStore.keep(amendment.numbers, of: amendment.order, amended: amendment.sequence, database)
    }

    /// One that has not come yet is cancelled all the same: it may be on its way.
    static func cancelBeforehand(_ order: OrderNumber, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO interface_order (number, contract, kind, channels, taken_at, state, cancellation)
            VALUES (?1, '', '', 0, ?2, 'cancelled', 'granted') ON CONFLICT (number) DO NOTHING
            """, order, now)
    }

    static func set(_ cancellation: OpenCancellation, of order: OrderNumber, _ database: Connection) throws {
        try database.run("UPDATE interface_order SET cancellation = ?2 WHERE number = ?1", order, cancellation)
    }

    static func isCancelledBeforehand(_ order: OrderNumber, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM interface_order WHERE number = ?1 AND contract = ''", order)
    }

    // MARK: From the exchange

    /// What has happened is so from now on, and the site is told.
    static func note(
        _ event: WorkEvent, of order: OpenOrder, isSimulated: Bool = false, at now: Moment, _ database: Connection
    ) throws {
        let number = order.work.number
        switch event {
        case .planned: try move(number, to: .pending, database)
        case .begun: try move(number, to: .inProgress, database)
        case .completed: try move(number, to: .completed, database)
        case .completedPartly: try move(number, to: .partial, database)
        case .failed(let failure): try move(number, to: .failed, because: failure, database)
        case .cancellationGranted:
            try move(number, to: .cancelled, database)
            try set(.granted, of: number, database)
        case .cancellationRefused: try set(.refused, of: number, database)
        case .equipmentCompleted:
            try database.run("UPDATE interface_order SET equipment_done = 1 WHERE number = ?1", number)
        case .port(let ported, _): try OpenNumberStore.move(ported, of: number, StoredEvent(event), database)
        }
        try OpenReportStore.add(event, of: number, isSimulated: isSimulated, at: now, database)
    }

    /// Work that has begun, or comes to nothing, is an answer to whoever has asked for a cancellation.
    private static func move(
        _ order: OrderNumber, to state: OpenOrderState, because failure: WorkFailure? = nil, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE interface_order SET state = ?2, failure = ?3,
                cancellation = CASE WHEN cancellation = 'asked' AND ?4 THEN 'refused' ELSE cancellation END
            WHERE number = ?1
            """, order, state, failure, state != .pending && state != .cancelled)
    }

    /// - Parameters: nil leaves what is there.
    static func describe(
        _ order: OrderNumber, expected: Moment?, note: String?, _ database: Connection
    ) throws {
        guard expected != nil || note != nil else { return }
        try database.run(
            """
            UPDATE interface_order SET expected_at = coalesce(?2, expected_at), note = coalesce(?3, note)
            WHERE number = ?1
            """, order, expected, note)
    }

    // MARK: Reading

    static func find(_ number: OrderNumber, _ database: Connection) throws -> OpenOrder? {
        let head = try database.first(
            """
            SELECT contract, kind, channels, begins_at, equipment_at, taken_at, state, failure, cancellation,
                equipment_done, expected_at, note, office_link_channels
            FROM interface_order WHERE number = ?1 AND contract <> ''
            """, number
        ) { row in
            Head(
                contract: try row.value(0), kind: try row.value(1), channels: row.integer(2),
                officeLinkChannels: row.optionalInteger(12),
                begins: try row.optionalMoment(3), equipment: try row.optionalMoment(4), takenAt: try row.moment(5),
                state: try row.value(6), failure: try row.optionalValue(7), cancellation: try row.optionalValue(8),
                isEquipmentDone: row.flag(9), expected: try row.optionalMoment(10), note: row.optionalText(11))
        }
        return try head.map { try order(number, $0, database) }
    }

    private struct Head {
        let contract: ContractCode
        let kind: WorkOrder.Kind
        let channels: Int
        let officeLinkChannels: Int?
        let begins: Moment?
        let equipment: Moment?
        let takenAt: Moment
        let state: OpenOrderState
        let failure: WorkFailure?
        let cancellation: OpenCancellation?
        let isEquipmentDone: Bool
        let expected: Moment?
        let note: String?
    }

    private static func order(_ number: OrderNumber, _ head: Head, _ database: Connection) throws -> OpenOrder {
        let changes = try changes(of: number, database)
        let numbers = try OpenNumberStore.numbers(of: number, database)
        let work = WorkOrder(
            number: number, contract: head.contract, kind: head.kind, lines: try lines(of: number, database),
            gone: changes.filter { $0.to == nil }.map(\.from),
            renamed: changes.compactMap { change in change.to.map { WorkRename(from: change.from, to: $0) } },
            channels: head.channels, officeLinkChannels: head.officeLinkChannels, numbers: numbers.map(\.work),
            begins: head.begins, equipment: head.equipment)
        let steps = numbers.compactMap { each in each.step.map { (each.work.number, $0) } }
        return OpenOrder(
            work, takenAt: head.takenAt, state: head.state, failure: head.failure, cancellation: head.cancellation,
            isEquipmentDone: head.isEquipmentDone, steps: Dictionary(steps, uniquingKeysWith: { first, _ in first }),
            amendments: try amendments(of: number, numbers, database), expected: head.expected, note: head.note)
    }

    private static func lines(of order: OrderNumber, _ database: Connection) throws -> [WorkLine] {
        try database.query(
            "SELECT digits, device FROM interface_order_line WHERE order_number = ?1 ORDER BY digits", order
        ) { WorkLine(digits: $0.text(0), device: try $0.value(1)) }
    }

    private static func changes(
        of order: OrderNumber, _ database: Connection
    ) throws -> [(from: String, to: String?)] {
        try database.query(
            "SELECT digits, becomes FROM interface_order_change WHERE order_number = ?1 ORDER BY digits", order
        ) { (from: $0.text(0), to: $0.optionalText(1)) }
    }

    private static func amendments(
        of order: OrderNumber, _ numbers: [OpenNumberStore.Number], _ database: Connection
    ) throws -> [OpenOrder.Amendment] {
        try database.query(
            "SELECT sequence, begins_at FROM interface_amendment WHERE order_number = ?1 ORDER BY sequence", order
        ) { row in
            let sequence = row.integer(0)
            return OpenOrder.Amendment(
                sequence: sequence, begins: try row.optionalMoment(1),
                numbers: numbers.filter { $0.amended == sequence }.map(\.work.number))
        }
    }

    /// Those whose cancellation is asked for stand for themselves.
    static func orders(
        in state: OpenOrderState, after: OrderNumber?, atMost count: Int, _ database: Connection
    ) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT number FROM interface_order
            WHERE state = ?1 AND number > ?2 AND contract <> '' AND NOT (
                cancellation IS 'asked' AND state IN ('acknowledged', 'pending'))
            ORDER BY number LIMIT ?3
            """, state, after?.stored ?? 0, count
        ) { try $0.value(0) }
    }

    static func orders(
        _ cancellation: OpenCancellation, after: OrderNumber?, atMost count: Int, _ database: Connection
    ) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT number FROM interface_order
            WHERE cancellation = ?1 AND number > ?2 AND contract <> '' ORDER BY number LIMIT ?3
            """, cancellation, after?.stored ?? 0, count
        ) { try $0.value(0) }
    }
}
