import Exchange
package import SQLite
import Telephony

/// All SQL about what the simulated exchange says, and how it is disposed.
package enum ExchangeReportStore {
    static func add(_ event: WorkEvent, of order: OrderNumber, at now: Moment, _ database: Connection) throws {
        let stored = StoredEvent(event)
        try database.run(
            """
            INSERT INTO exchange_report (order_number, event, failure, at, number, detail)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, order, stored.word, stored.failure, now, stored.number, stored.detail)
    }

    static func reports(after sequence: Int, limit: Int, _ database: Connection) throws -> [WorkReport] {
        try database.query(
            """
            SELECT sequence, order_number, event, failure, at, number, detail FROM exchange_report
            WHERE sequence > ?1 ORDER BY sequence LIMIT ?2
            """, sequence, limit
        ) { row in
            let stored = StoredEvent(
                word: row.text(2), failure: try row.optionalValue(3), number: try row.optionalNumber(5),
                detail: row.optionalText(6))
            guard let event = stored.event else { throw row.error(2, as: WorkEvent.self) }
            return WorkReport(
                sequence: row.integer(0), order: try row.value(1), event: event, at: try row.moment(4),
                isSimulated: true)
        }
    }

    /// Those of whom a site that has heard so far will hear more.
    static func orders(reportedAfter sequence: Int, _ database: Connection) throws -> Set<OrderNumber> {
        Set(
            try database.query("SELECT DISTINCT order_number FROM exchange_report WHERE sequence > ?1", sequence) {
                try $0.value(0)
            })
    }

    package static func mode(_ database: Connection) throws -> ExchangeMode {
        try database.first("SELECT mode FROM exchange_setting") { try $0.value(0) } ?? .up
    }

    package static func set(_ mode: ExchangeMode, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO exchange_setting (id, mode) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET mode = excluded.mode
            """, mode)
    }
}
