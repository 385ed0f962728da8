package import SQLite
import Telephony

/// How far a demonstration's business clock is ahead of the true time, or behind it: orders under way stay where they are over a restart.
package enum DemoClockStore {
    package static func ahead(_ database: Connection) throws -> Duration {
        .milliseconds(try database.first("SELECT ahead FROM ordering_demo_clock") { $0.integer(0) } ?? 0)
    }

    package static func set(ahead: Duration, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO ordering_demo_clock (id, ahead) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET ahead = excluded.ahead
            """, Int(ahead.milliseconds))
    }
}
