import CivilCalendar
package import Exchange
package import SQLite
import Telephony

/// There is no order number left to give.
struct OrderNumbersExhausted: Error {}

/// All SQL about orders themselves. A move and what it brings about are one transaction (ORD-9).
package enum OrderStore {
    /// A new one under the next number.
    static func add(
        _ application: OrderApplication, of contract: ContractCode, by applicant: Applicant, _ progress: OrderProgress,
        at now: Moment, _ database: Connection
    ) throws -> OrderNumber {
        let last = try database.first("SELECT max(number) FROM service_order") { row in
            try row.optionalValue(0, as: OrderNumber.self)
        }
        guard let number = last.flatMap({ $0.map(\.next) ?? .first }) else { throw OrderNumbersExhausted() }
        try database.run(
            """
            INSERT INTO service_order
                (number, company_id, contract, service, kind, state, is_divisible, account, applied_at, opening_day,
                begins_at, equipment_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """, number, applicant.company, contract, application.service, application.kind, progress.state,
            progress.isDivisible, applicant.account, now, application.openingDay ?? now.day, application.night.begins,
            application.night.equipment)
        return number
    }

    static func find(_ number: OrderNumber, _ database: Connection) throws -> Order? {
        try database.first(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order WHERE number = ?1
            """, number, row: order)
    }

    /// Nil for another company's too.
    package static func find(
        _ number: OrderNumber, of company: Int, _ database: Connection
    ) throws -> Order? {
        try find(number, database).flatMap { $0.company == company ? $0 : nil }
    }

    static func order(_ row: Row) throws -> Order {
        let night = OrderNight(begins: try row.optionalMoment(14), equipment: try row.optionalMoment(15))
        let equipment: EquipmentWork = night.equipment == nil ? .none : row.isNull(16) ? .waiting : .done
        return Order(
            number: try row.value(0), company: row.integer(1), contract: try row.value(2), service: try row.value(3),
            kind: try row.value(4),
            progress: OrderProgress(
                try row.value(5), before: try row.optionalValue(6), isDivisible: row.flag(7), equipment: equipment),
            account: row.text(8), appliedAt: try row.moment(9), openingDay: try row.value(10),
            endedAt: try row.optionalMoment(11), failure: try row.optionalValue(12), isSimulated: row.flag(13),
            night: night)
    }

    static func move(
        _ order: OrderNumber, to progress: OrderProgress, failure: WorkFailure?, isSimulated: Bool, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE service_order SET state = ?2, state_before = ?3, failure = ?4, is_simulated = ?5,
                ended_at = CASE WHEN ?6 THEN NULL ELSE coalesce(ended_at, ?8) END,
                equipment_ended_at = CASE WHEN ?7 THEN coalesce(equipment_ended_at, ?8) END
            WHERE number = ?1
            """, order, progress.state, progress.before, failure, isSimulated, progress.state.isOpen,
            progress.equipment == .done, now)
    }

    /// When the work of one with a day of its own begins.
    static func set(_ begins: Moment, of order: OrderNumber, _ database: Connection) throws {
        try database.run(
            "UPDATE service_order SET begins_at = ?2, opening_day = ?3 WHERE number = ?1", order, begins, begins.day)
    }

    // MARK: What stands against another order

    /// HOURS-4, 5.
    static func facts(
        of contract: ContractCode, on today: CivilDate, _ database: Connection
    ) throws -> OrderRules.Facts {
        let begin = Moment(startOf: today)
        return OrderRules.Facts(
            open: try database.first(
                """
                SELECT number, opening_day FROM service_order WHERE contract = ?1
                    AND state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation') LIMIT 1
                """, contract, row: standing),
            ofToday: try database.first(
                """
                SELECT number, opening_day FROM service_order
                WHERE contract = ?1 AND applied_at >= ?2 AND applied_at < ?3 AND state NOT IN ('failed', 'cancelled')
                LIMIT 1
                """, contract, begin, begin + .days(1), row: standing),
            hold: try OrderHoldStore.find(contract, database))
    }

    /// The one that is under way: there is never more than one (HOURS-5).
    static func open(of contract: ContractCode, _ database: Connection) throws -> Order? {
        try database.first(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order WHERE contract = ?1
                AND state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation') LIMIT 1
            """, contract, row: order)
    }

    private static func standing(_ row: Row) throws -> OrderRules.Standing {
        OrderRules.Standing(number: try row.value(0), openingDay: try row.value(1))
    }

    /// IP Voice: the last to open of those with a day of their own, which are under way or just over (VOICE-2).
    static func lastDated(of contract: ContractCode, _ database: Connection) throws -> Order? {
        try database.first(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order WHERE contract = ?1 AND kind = 'dated' AND state NOT IN ('failed', 'cancelled')
            ORDER BY opening_day DESC LIMIT 1
            """, contract, row: order)
    }

    // MARK: For the exchange

    /// Taken here, and perhaps not yet by the exchange: the oldest first.
    static func toHandOver(atMost count: Int, _ database: Connection) throws -> [Order] {
        try database.query(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order WHERE state = 'acknowledged' AND is_handed_over = 0 ORDER BY applied_at, number LIMIT ?1
            """, count, row: order)
    }

    static func noteHandedOver(_ orders: [OrderNumber], _ database: Connection) throws {
        try database.run("UPDATE service_order SET is_handed_over = 1 WHERE number IN list(?1)", List(orders))
    }

    /// Those that the exchange must have.
    static func handedOver(_ database: Connection) throws -> Set<OrderNumber> {
        Set(try database.query("SELECT number FROM service_order WHERE is_handed_over = 1") { try $0.value(0) })
    }

    static func isHandedOver(_ order: OrderNumber, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM service_order WHERE number = ?1 AND is_handed_over = 1", order)
    }

    /// How far the exchange has been heard.
    package static func cursor(_ database: Connection) throws -> Int {
        try database.first("SELECT sequence FROM exchange_cursor") { $0.integer(0) } ?? 0
    }

    static func setCursor(_ sequence: Int, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO exchange_cursor (id, sequence) VALUES (1, ?1)
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence
            """, sequence)
    }

    // MARK: Cancelling (ORD-11)

    /// Those that the exchange has not been asked about yet.
    static func toCancel(atMost count: Int, _ database: Connection) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT number FROM service_order WHERE state = 'assessingCancellation' AND is_cancellation_asked = 0
            ORDER BY number LIMIT ?1
            """, count
        ) { try $0.value(0) }
    }

    static func noteCancellationAsked(_ order: OrderNumber, _ database: Connection) throws {
        try database.run("UPDATE service_order SET is_cancellation_asked = 1 WHERE number = ?1", order)
    }

    static func forgetCancellation(_ order: OrderNumber, _ database: Connection) throws {
        try database.run("UPDATE service_order SET is_cancellation_asked = 0 WHERE number = ?1", order)
    }

    // MARK: For the operator

    /// Under way for too long, the operator not yet told (ORD-10).
    static func slow(since moment: Moment, _ database: Connection) throws -> [OrderNumber] {
        try database.query(
            """
            SELECT number FROM service_order
            WHERE state IN ('acknowledged', 'scheduled', 'inProgress') AND applied_at <= ?1
                AND coalesce(begins_at, ?1) <= ?1 AND is_told_slow = 0
            ORDER BY applied_at, number
            """, moment
        ) { try $0.value(0) }
    }

    static func noteToldSlow(_ orders: [OrderNumber], _ database: Connection) throws {
        try database.run("UPDATE service_order SET is_told_slow = 1 WHERE number IN list(?1)", List(orders))
    }

    /// Those that the operator has been told of and that are still under way.
    static func countOfSlow(_ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM service_order
            WHERE state IN ('acknowledged', 'scheduled', 'inProgress') AND is_told_slow = 1
            """
        ) { $0.integer(0) } ?? 0
    }

    /// The newest first, for the command line.
    package static func all(in state: OrderState?, _ database: Connection) throws -> [Order] {
        try database.query(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order WHERE state = ?1 OR ?1 IS NULL ORDER BY number DESC
            """, state, row: order)
    }
}
