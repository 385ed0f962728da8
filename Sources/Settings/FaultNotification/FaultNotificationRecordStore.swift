import SQLite
import Telephony

extension FaultNotification.Forwarding: StorableValue {}
extension FaultNotification.Ending: StorableValue {}

/// All SQL about 故障の記録: the faults of lines, past and present.
enum FaultNotificationRecordStore {
    /// It is kept so long.
    static let memory: Duration = .days(400)

    static func begin(
        _ number: PhoneNumber, of contract: Int, forwarding: FaultNotification.Forwarding, mailAfter wait: Duration,
        at now: Moment, _ database: Connection
    ) throws {
        let isMailed = wait == .zero
        try database.run(
            """
            INSERT INTO line_fault (contract_id, number, began_at, forwarding, mailed_at, mail_due_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, contract, number, now, forwarding, isMailed ? now : nil, isMailed ? nil : now + wait)
    }

    static func end(
        of contract: Int, _ ending: FaultNotification.Ending, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE line_fault SET ended_at = ?2, ending = ?3, mail_due_at = NULL
            WHERE contract_id = ?1 AND ended_at IS NULL
            """, contract, now, ending)
    }

    /// The fault that the line has now.
    static func present(of contract: Int, _ database: Connection) throws -> FaultNotification.Record? {
        try list(of: contract, atMost: 1, database).first { $0.endedAt == nil }
    }

    /// FAULT-12: the contracts whose mails are due and whose lines are still dark: one that answers again is waited for until
    /// that is decided.
    static func due(at now: Moment, atMost count: Int, _ database: Connection) throws -> [Int] {
        try database.query(
            """
            SELECT f.contract_id FROM line_fault f JOIN monitored_line l ON l.contract_id = f.contract_id
            WHERE f.mail_due_at <= ?1 AND l.failures > 0 ORDER BY f.mail_due_at LIMIT ?2
            """, now, count
        ) { $0.integer(0) }
    }

    static func noteMailed(of contract: Int, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            UPDATE line_fault SET mailed_at = ?2, mail_due_at = NULL WHERE contract_id = ?1 AND mail_due_at IS NOT NULL
            """, contract, now)
    }

    /// The newest first.
    static func list(of contract: Int, atMost count: Int, _ database: Connection) throws -> [FaultNotification.Record] {
        try database.query(
            """
            SELECT number, began_at, ended_at, ending, forwarding, mailed_at FROM line_fault WHERE contract_id = ?1
            ORDER BY id DESC LIMIT ?2
            """, contract, count, row: record)
    }

    /// Of whichever contracts, those that began from the one to the other moment, the oldest first.
    static func list(
        from begin: Moment, to end: Moment, _ database: Connection
    ) throws -> [FaultNotification.Record] {
        try database.query(
            """
            SELECT number, began_at, ended_at, ending, forwarding, mailed_at FROM line_fault
            WHERE began_at >= ?1 AND began_at <= ?2 ORDER BY began_at, id
            """, begin, end, row: record)
    }

    private static func record(_ row: Row) throws -> FaultNotification.Record {
        FaultNotification.Record(
            number: try row.number(0), beganAt: try row.moment(1), endedAt: try row.optionalMoment(2),
            ending: try row.optionalValue(3), forwarding: try row.value(4), mailedAt: try row.optionalMoment(5))
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM line_fault WHERE ended_at < ?1", now - memory)
    }
}
