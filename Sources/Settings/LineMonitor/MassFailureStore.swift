import SQLite
import Telephony

/// All SQL about the guard against faults of our own (FAULT-7).
enum MassFailureStore {
    /// Since when everything is held; nil while nothing is.
    static func heldSince(_ database: Connection) throws -> Moment? {
        try database.first("SELECT since FROM line_monitor_guard WHERE is_on = 1") { try $0.moment(0) }
    }

    static func keep(
        _ massFailure: MassFailureGuard, _ counts: LineCounts, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO line_monitor_guard (id, is_on, since, suspects, lines) VALUES (1, ?1, ?2, ?3, ?4)
            ON CONFLICT (id) DO UPDATE SET is_on = excluded.is_on, since = excluded.since, suspects = excluded.suspects,
                lines = excluded.lines
            """, massFailure.isOn, now, counts.suspects, counts.lines)
    }
}
