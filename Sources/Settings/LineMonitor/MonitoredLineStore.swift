import SQLite
import Telephony

/// All SQL about lines that are watched, and the state they are in.
enum MonitoredLineStore {
    /// A line as it is stored.
    struct Stored: Sendable {
        let number: PhoneNumber
        let state: LineState
        /// When it came into that condition.
        let since: Moment
        let calledAt: Moment?
        /// What the latest call that counted came to.
        let outcome: String?
        let strip: TestCallStrip
    }

    static func find(_ contract: Int, _ database: Connection) throws -> Stored? {
        try database.first(
            """
            SELECT number, condition, since, successes, failures, called_at, outcome, strip_end, strip
            FROM monitored_line WHERE contract_id = ?1
            """, contract, row: stored) ?? nil
    }

    /// After a call. `since` moves with the condition.
    static func note(
        _ state: LineState, was: Stored, of contract: Int, outcome: LineCallOutcome, at now: Moment,
        _ database: Connection
    ) throws {
        var strip = was.strip
        strip.note(reached: outcome.reached ?? false, at: now)
        let since = state.condition == was.state.condition ? was.since : now
        try database.run(
            """
            UPDATE monitored_line SET condition = ?2, since = ?3, successes = ?4, failures = ?5, called_at = ?6, outcome = ?7,
                strip_end = ?8, strip = ?9
            WHERE contract_id = ?1
            """, contract, state.condition.rawValue, since.milliseconds, state.successes, state.failures,
            now.milliseconds, outcome.word, strip.end, strip.bytes)
    }

    /// Nil for a row that only another program can have written.
    private static func stored(_ row: Row) -> Stored? {
        guard let number = PhoneNumber(row.text(0)), let condition = LineCondition(rawValue: row.text(1)) else {
            return nil
        }
        return Stored(
            number: number,
            state: LineState(condition: condition, successes: row.integer(3), failures: row.integer(4)),
            since: Moment(milliseconds: Int64(row.integer(2))),
            calledAt: row.optionalInteger(5).map { Moment(milliseconds: Int64($0)) }, outcome: row.optionalText(6),
            strip: TestCallStrip(end: row.integer(7), bytes: row.bytes(8)))
    }

    // MARK: Counts

    static func counts(_ database: Connection) throws -> [LineCondition: Int] {
        var counts: [LineCondition: Int] = [:]
        try database.forEach("SELECT condition, count(*) FROM monitored_line GROUP BY condition") { row in
            if let condition = LineCondition(rawValue: row.text(0)) { counts[condition] = row.integer(1) }
        }
        return counts
    }

    static func countOfSuspects(_ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM monitored_line WHERE failures > 0 AND condition <> 'faulty'") {
            $0.integer(0)
        } ?? 0
    }

    /// The lines that are not known to be faulty.
    static func countOfOthers(_ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM monitored_line WHERE condition <> 'faulty'") { $0.integer(0) } ?? 0
    }

    // MARK: Who is watched

    /// The number to call, as long as the contract has the service, has it on, and has a monitor number.
    static func wanted(_ contract: Int, _ database: Connection) throws -> PhoneNumber? {
        try database.first(
            """
            SELECT c.monitor_number FROM contract c JOIN fault_notification f ON f.contract_id = c.id AND f.is_on
            WHERE c.id = ?1 AND c.monitor_number IS NOT NULL AND EXISTS (
                SELECT 1 FROM service s WHERE s.contract_id = c.id AND s.number = '' AND s.name = 'faultNotification')
            """, contract
        ) { PhoneNumber(clean: $0.text(0)) } ?? nil
    }

    /// Brings what is stored of a line into agreement with whether, and by which number, it is to be watched. A line that is
    /// watched anew begins as 未判定; the fault of one that is watched no longer ends without a recovery. Returns the number.
    @discardableResult
    static func reconcile(_ contract: Int, at now: Moment, _ database: Connection) throws -> PhoneNumber? {
        let wanted = try wanted(contract, database)
        let stored = try database.first("SELECT number FROM monitored_line WHERE contract_id = ?1", contract) {
            $0.text(0)
        }
        guard stored != wanted?.digits else { return wanted }
        if stored != nil {
            try LineFaultStore.end(of: contract, .unwatched, at: now, database)
            try database.run("DELETE FROM monitored_line WHERE contract_id = ?1", contract)
        }
        if let wanted {
            try database.run(
                "INSERT INTO monitored_line (contract_id, number, since, strip) VALUES (?1, ?2, ?3, ?4)", contract,
                wanted.digits, now.milliseconds, TestCallStrip().bytes)
        }
        return wanted
    }

    /// The contracts whose monitoring may have changed.
    static func changed(atMost count: Int, _ database: Connection) throws -> [Int] {
        try database.query("SELECT contract_id FROM line_monitor_change LIMIT ?1", count) { $0.integer(0) }
    }

    static func forgetChange(of contract: Int, _ database: Connection) throws {
        try database.run("DELETE FROM line_monitor_change WHERE contract_id = ?1", contract)
    }

    /// Every line that is watched.
    static func all(_ database: Connection) throws -> [(contract: Int, number: PhoneNumber)] {
        try database.query("SELECT contract_id, number FROM monitored_line ORDER BY contract_id") { row in
            PhoneNumber(clean: row.text(1)).map { (row.integer(0), $0) }
        }.compactMap(\.self)
    }
}
