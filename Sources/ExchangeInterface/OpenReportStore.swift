import Exchange
import SQLite
import Telephony

/// All SQL about what a real exchange has said.
enum OpenReportStore {
    /// A site that has heard the simulated exchange so far hears this one from its first word on: no simulation has ever said so much.
    static let beginning = 1_000_000_000_000

    static func add(
        _ event: WorkEvent, of order: OrderNumber, isSimulated: Bool = false, at now: Moment, _ database: Connection
    ) throws {
        let stored = StoredEvent(event)
        try database.run(
            """
            INSERT INTO interface_report (order_number, event, failure, number, detail, at, simulated)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, order, stored.word, stored.failure, stored.number, stored.detail, now, isSimulated)
    }

    static func reports(after sequence: Int, limit: Int, _ database: Connection) throws -> [WorkReport] {
        try database.query(
            """
            SELECT sequence, order_number, event, failure, number, detail, at, simulated FROM interface_report
            WHERE sequence > ?1 ORDER BY sequence LIMIT ?2
            """, sequence - beginning, limit
        ) { row in
            let stored = StoredEvent(
                word: row.text(2), failure: try row.optionalValue(3), number: try row.optionalNumber(4),
                detail: row.optionalText(5))
            guard let event = stored.event else { throw row.error(2, as: WorkEvent.self) }
            return WorkReport(
                sequence: beginning + row.integer(0), order: try row.value(1), event: event, at: try row.moment(6),
                isSimulated: row.flag(7))
        }
    }

    /// Those of whom a site that has heard so far will hear more.
    static func orders(reportedAfter sequence: Int, _ database: Connection) throws -> Set<OrderNumber> {
        Set(
            try database.query(
                "SELECT DISTINCT order_number FROM interface_report WHERE sequence > ?1", sequence - beginning
            ) { try $0.value(0) })
    }
}
