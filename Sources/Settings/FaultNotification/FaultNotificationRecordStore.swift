import SQLite
import Telephony

extension FaultNotification.Forwarding: StorableValue {}
extension FaultNotification.Ending: StorableValue {}

/// All SQL about 故障の記録: the faults of lines, past and present.
enum FaultNotificationRecordStore {
    /// It is kept so long.
    static let memory: Duration = .days(400)

    static func begin(
        _ number: PhoneNumber, of contract: Int, forwarding: FaultNotification.Forwarding, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO line_fault (contract_id, number, began_at, forwarding) VALUES (?1, ?2, ?3, ?4)", contract,
            number, now, forwarding)
    }

    static func end(
        of contract: Int, _ ending: FaultNotification.Ending, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE line_fault SET ended_at = ?2, ending = ?3 WHERE contract_id = ?1 AND ended_at IS NULL", contract,
            now, ending)
    }

    /// The newest first.
    static func list(of contract: Int, atMost count: Int, _ database: Connection) throws -> [FaultNotification.Record] {
        try database.query(
            """
            SELECT number, began_at, ended_at, ending, forwarding FROM line_fault WHERE contract_id = ?1
            ORDER BY id DESC LIMIT ?2
            """, contract, count
        ) { row in
            FaultNotification.Record(
                number: try row.number(0), beganAt: try row.moment(1), endedAt: try row.optionalMoment(2),
                ending: try row.optionalValue(3), forwarding: try row.value(4))
        }
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM line_fault WHERE ended_at < ?1", now - memory)
    }
}
