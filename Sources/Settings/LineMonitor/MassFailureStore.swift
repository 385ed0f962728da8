import SQLite
import Shell
import Telephony

extension MassFailureGuard.State: StorableValue {}
extension MassFailureGuard.Override: StorableValue {}

/// All SQL about the guard against faults of our own (FAULT-7).
enum MassFailureStore {
    /// What outlives the program.
    struct Stored: Sendable, Equatable {
        var state = MassFailureGuard.State.off
        /// The operator's word.
        var said: MassFailureGuard.Override?
    }

    /// The operator's word, and why.
    struct Word: Sendable, Equatable {
        let said: MassFailureGuard.Override
        let reason: String
        let at: Moment
    }

    static func stored(_ database: Connection) throws -> Stored {
        try database.first("SELECT state, said FROM line_monitor_guard") { row in
            Stored(state: try row.value(0), said: try row.optionalValue(1))
        } ?? Stored()
    }

    /// Since when it is in that state.
    static func since(_ database: Connection) throws -> Moment? {
        try database.first("SELECT since FROM line_monitor_guard") { try $0.moment(0) }
    }

    static func word(_ database: Connection) throws -> Word? {
        try database.first("SELECT said, said_because, said_at FROM line_monitor_guard WHERE said IS NOT NULL") { row in
            Word(said: try row.value(0), reason: row.optionalText(1) ?? "", at: try row.moment(2))
        }
    }

    /// Since when everything is held; nil while nothing is.
    static func heldSince(_ database: Connection) throws -> Moment? {
        try database.first(
            """
            SELECT CASE WHEN said = 'hold' AND state <> 'held' THEN said_at ELSE since END FROM line_monitor_guard
            WHERE said = 'hold' OR state = 'held' AND said IS NULL
            """
        ) { try $0.moment(0) }
    }

    /// The operator's word is taken back only if it is the one that the guard has heard.
    static func keep(
        _ present: Stored, was said: MassFailureGuard.Override?, _ counts: LineCounts, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO line_monitor_guard (id, is_on, since, suspects, lines, state) VALUES (1, ?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (id) DO UPDATE SET is_on = excluded.is_on, suspects = excluded.suspects, lines = excluded.lines,
                since = CASE WHEN line_monitor_guard.state = excluded.state THEN line_monitor_guard.since ELSE excluded.since END,
                state = excluded.state
            """, present.state == .held, now, counts.suspects, counts.lines, present.state)
        if let said, present.said == nil {
            try database.run(
                "UPDATE line_monitor_guard SET said = NULL, said_because = NULL, said_at = NULL WHERE said = ?1", said)
        }
        try tellHealth(database)
    }

    static func say(_ word: Word, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO line_monitor_guard (id, is_on, since, suspects, lines, said, said_because, said_at)
            VALUES (1, ?1, ?2, 0, 0, ?3, ?4, ?2)
            ON CONFLICT (id) DO UPDATE SET said = excluded.said, said_because = excluded.said_because,
                said_at = excluded.said_at
            """, false, word.at, word.said, word.reason)
        try tellHealth(database)
    }

    /// What `/healthz` and `hikari check` warn of while faults are held.
    private static func tellHealth(_ database: Connection) throws {
        let name = "faults held"
        guard let since = try heldSince(database) else { return try HealthStore.end(notice: name, database) }
        let line = "faults are held since \(since.machineText): hikari monitor guard show says why"
        try HealthStore.keep(HealthNotice(name: name, line: line), database)
    }
}
