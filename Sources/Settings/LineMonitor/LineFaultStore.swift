import SQLite
import Telephony

/// All SQL about the faults of lines, past and present, and about the guard against our own (FAULT-7).
enum LineFaultStore {
    /// What became of 一括転送自動開始 on a fault.
    enum Forwarding: String, Sendable {
        case notWanted, started, wasOn
        /// No number has a destination.
        case impossible
    }

    enum Ending: String, Sendable {
        case recovered
        /// The service was stopped, or the monitor number changed.
        case unwatched
    }

    struct Fault: Sendable, Equatable {
        let number: PhoneNumber
        let beganAt: Moment
        let endedAt: Moment?
        let ending: Ending?
        let forwarding: Forwarding
    }

    /// 故障の記録 is kept so long.
    static let memory: Duration = .days(400)

    static func begin(
        _ number: PhoneNumber, of contract: Int, forwarding: Forwarding, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO line_fault (contract_id, number, began_at, forwarding) VALUES (?1, ?2, ?3, ?4)", contract,
            number.digits, now.milliseconds, forwarding.rawValue)
    }

    static func end(of contract: Int, _ ending: Ending, at now: Moment, _ database: Connection) throws {
        try database.run(
            "UPDATE line_fault SET ended_at = ?2, ending = ?3 WHERE contract_id = ?1 AND ended_at IS NULL", contract,
            now.milliseconds, ending.rawValue)
    }

    /// The newest first.
    static func list(of contract: Int, atMost count: Int, _ database: Connection) throws -> [Fault] {
        try database.query(
            """
            SELECT number, began_at, ended_at, ending, forwarding FROM line_fault WHERE contract_id = ?1
            ORDER BY id DESC LIMIT ?2
            """, contract, count
        ) { row in
            PhoneNumber(row.text(0)).map { number in
                Fault(
                    number: number, beganAt: Moment(milliseconds: Int64(row.integer(1))),
                    endedAt: row.optionalInteger(2).map { Moment(milliseconds: Int64($0)) },
                    ending: row.optionalText(3).flatMap(Ending.init),
                    forwarding: Forwarding(rawValue: row.text(4)) ?? .notWanted)
            }
        }.compactMap(\.self)
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM line_fault WHERE ended_at < ?1", (now - memory).milliseconds)
    }

    // MARK: The guard

    /// Since when everything is held; nil while nothing is.
    package static func heldSince(_ database: Connection) throws -> Moment? {
        try database.first("SELECT since FROM line_monitor_guard WHERE is_on") {
            Moment(milliseconds: Int64($0.integer(0)))
        }
    }

    static func keep(
        _ massFailure: MassFailureGuard, suspects: Int, lines: Int, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO line_monitor_guard (id, is_on, since, suspects, lines) VALUES (1, ?1, ?2, ?3, ?4)
            ON CONFLICT (id) DO UPDATE SET is_on = excluded.is_on, since = excluded.since, suspects = excluded.suspects,
                lines = excluded.lines
            """, massFailure.isOn, now.milliseconds, suspects, lines)
    }
}
