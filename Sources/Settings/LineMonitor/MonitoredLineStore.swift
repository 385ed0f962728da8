import Contracts
package import SQLite
package import Telephony

extension LineCondition: StorableValue {}

/// All SQL about lines that are watched, and the state they are in.
package enum MonitoredLineStore {
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
        /// FAULT-10: so many answers in a row could not be read, counted as far as `LineState.callsToDecide`.
        let unreadable: Int
        let unreadableSince: Moment?

        /// Whether nothing is known of the line any more.
        var isUnreadable: Bool { unreadable >= LineState.callsToDecide }
    }

    /// FAULT-10: a line of which nothing is known any more.
    package struct Unreadable: Sendable {
        package let number: PhoneNumber
        package let since: Moment
    }

    static func find(_ contract: Int, _ database: Connection) throws -> Stored? {
        try database.first(
            """
            SELECT number, condition, since, successes, failures, called_at, outcome, strip_end, strip, unreadable,
                unreadable_since
            FROM monitored_line WHERE contract_id = ?1
            """, contract
        ) { row in
            Stored(
                number: try row.number(0),
                state: LineState(condition: try row.value(1), successes: row.integer(3), failures: row.integer(4)),
                since: try row.moment(2), calledAt: try row.optionalMoment(5), outcome: row.optionalText(6),
                strip: TestCallStrip(end: row.integer(7), bytes: row.bytes(8)), unreadable: row.integer(9),
                unreadableSince: try row.optionalMoment(10))
        }
    }

    /// After a call. `since` moves with the condition.
    static func note(
        _ state: LineState, was: Stored, after result: LineResult, reached: Bool, _ database: Connection
    ) throws {
        var strip = was.strip
        strip.note(reached: reached, at: result.at)
        try database.run(
            """
            UPDATE monitored_line SET condition = ?2, since = ?3, successes = ?4, failures = ?5, called_at = ?6, outcome = ?7,
                strip_end = ?8, strip = ?9, unreadable = 0, unreadable_since = NULL
            WHERE contract_id = ?1
            """, result.contract, state.condition, state.condition == was.state.condition ? was.since : result.at,
            state.successes, state.failures, result.at, result.outcome.word, strip.end, strip.bytes)
        if state.condition != was.state.condition {
            try ContractsStore.raiseRevision(of: result.contract, database)
        }
    }

    // MARK: Answers that cannot be read

    /// Counts one more. Returns whether the line is not watched from now on.
    static func noteUnreadable(_ result: LineResult, after count: Int, _ database: Connection) throws -> Bool {
        try database.run(
            """
            UPDATE monitored_line SET unreadable = ?2, unreadable_since = coalesce(unreadable_since, ?3) WHERE contract_id = ?1
            """, result.contract, count + 1, result.at)
        return count + 1 >= LineState.callsToDecide
    }

    /// The lines of which nothing is known, the longest first.
    package static func unreadable(atMost count: Int, _ database: Connection) throws -> [Unreadable] {
        try database.query(
            """
            SELECT number, unreadable_since FROM monitored_line WHERE unreadable >= ?1 ORDER BY unreadable_since, number LIMIT ?2
            """, LineState.callsToDecide, count
        ) { Unreadable(number: try $0.number(0), since: try $0.moment(1)) }
    }

    static func countOfUnreadable(_ database: Connection) throws -> Int {
        try database.query("SELECT count(*) FROM monitored_line WHERE unreadable >= ?1", LineState.callsToDecide) {
            $0.integer(0)
        }[0]
    }

    // MARK: Counts

    static func counts(_ database: Connection) throws -> [LineCondition: Int] {
        var counts: [LineCondition: Int] = [:]
        try database.forEach("SELECT condition, count(*) FROM monitored_line GROUP BY condition") { row in
            counts[try row.value(0)] = row.integer(1)
        }
        return counts
    }

    static func countOfSuspects(_ database: Connection) throws -> Int {
        try database.query("SELECT count(*) FROM monitored_line WHERE failures > 0 AND condition <> 'faulty'") {
            $0.integer(0)
        }[0]
    }

    /// The lines that are not known to be faulty.
    static func countOfOthers(_ database: Connection) throws -> Int {
        try database.query("SELECT count(*) FROM monitored_line WHERE condition <> 'faulty'") { $0.integer(0) }[0]
    }

    // MARK: Who is watched

    /// Watches a contract's line by that number, or no longer with nil. A line that is watched anew begins as 未判定. Returns
    /// whether one that was watched until now is watched no more.
    @discardableResult
    static func watch(
        _ contract: Int, by number: PhoneNumber?, at now: Moment, _ database: Connection
    ) throws -> Bool {
        let present = try database.first("SELECT number FROM monitored_line WHERE contract_id = ?1", contract) {
            try $0.number(0)
        }
        guard present != number else { return false }
        try ContractsStore.raiseRevision(of: contract, database)
        try database.run("DELETE FROM monitored_line WHERE contract_id = ?1", contract)
        if let number {
            try database.run(
                "INSERT INTO monitored_line (contract_id, number, since, strip) VALUES (?1, ?2, ?3, ?4)", contract,
                number, now, TestCallStrip().bytes)
        }
        return present != nil
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
            (row.integer(0), try row.number(1))
        }
    }
}
