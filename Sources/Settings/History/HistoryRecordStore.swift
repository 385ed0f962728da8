package import SQLite
import Shell
import Telephony

/// All SQL of the operator's view of the audit trail.
package enum HistoryRecordStore {
    /// The newest of those asked for, oldest first.
    package static func find(_ question: HistoryRecord.Question, _ database: Connection) throws -> [HistoryRecord] {
        var found: [(id: Int, record: HistoryRecord)] = []
        if let contract = question.contract {
            for id in try ids(of: contract, database) { found += try records(of: id, question, database) }
            found.sort { $0.id > $1.id }
        } else {
            found = try records(question, database)
        }
        return found.prefix(question.limit).reversed().map(\.record)
    }

    /// A contract that was removed and added again has several.
    private static func ids(of contract: PhoneNumber, _ database: Connection) throws -> [Int] {
        try database.query(
            """
            SELECT id FROM contract WHERE number = ?1
            UNION SELECT contract_id FROM audit
            WHERE event IN ('contract.add', 'contract.remove') AND subject = ?1 AND contract_id IS NOT NULL
            """, contract
        ) { $0.integer(0) }
    }

    private static func records(
        of contract: Int, _ question: HistoryRecord.Question, _ database: Connection
    ) throws -> [(id: Int, record: HistoryRecord)] {
        try database.query(
            """
            SELECT a.id, a.at, a.site, coalesce(c.number, ?7), a.number, a.client, a.event, a.subject, a.before, a.after
            FROM audit a LEFT JOIN contract c ON c.id = a.contract_id
            WHERE a.contract_id = ?1 AND a.at >= ?2 AND a.at < ?3
                AND (?4 IS NULL OR a.number = ?4 OR a.subject = ?4)
                AND (?5 IS NULL OR a.event = ?5 OR substr(a.event, 1, length(?5) + 1) = ?5 || '.')
            ORDER BY a.at DESC, a.id DESC LIMIT ?6
            """, contract, question.beginning,
            question.end, question.number, question.event,
            question.limit, question.contract, row: record)
    }

    private static func records(
        _ question: HistoryRecord.Question, _ database: Connection
    ) throws -> [(id: Int, record: HistoryRecord)] {
        try database.query(
            """
            SELECT a.id, a.at, a.site, coalesce(c.number, CAST(a.tenant AS TEXT)), a.number, a.client, a.event, a.subject,
                a.before, a.after
            FROM audit a LEFT JOIN contract c ON c.id = a.contract_id
            WHERE (?6 IS NULL OR a.site = ?6) AND a.at >= ?1 AND a.at < ?2
                AND (?3 IS NULL OR a.number = ?3 OR a.subject = ?3)
                AND (?4 IS NULL OR a.event = ?4 OR substr(a.event, 1, length(?4) + 1) = ?4 || '.')
            ORDER BY a.id DESC LIMIT ?5
            """, question.beginning,
            question.end, question.account ?? question.number?.digits, question.event,
            question.limit, question.site?.rawValue, row: record)
    }

    private static func record(_ row: Row) throws -> (id: Int, record: HistoryRecord) {
        let record = HistoryRecord(
            at: try row.moment(1), site: SiteName(rawValue: row.text(2)), tenant: row.optionalText(3),
            account: row.optionalText(4), client: row.text(5), event: row.text(6), subject: row.text(7),
            before: row.optionalText(8), after: row.optionalText(9))
        return (row.integer(0), record)
    }
}
