package import SQLite
package import Telephony

extension Duration {
    fileprivate init(stored milliseconds: Int) { self = .milliseconds(milliseconds) }
}

/// All SQL about a site's health: what the server tells commands beside it.
package enum HealthStore {
    /// Throws when the database does not answer.
    package static func notices(_ database: Connection) throws -> [HealthNotice] {
        try database.query("SELECT name, line FROM health_notice ORDER BY name") { row in
            HealthNotice(name: row.text(0), line: row.text(1))
        }
    }

    package static func keep(_ notice: HealthNotice, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO health_notice (name, line) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET line = excluded.line
            """, notice.name, notice.line)
    }

    package static func end(notice name: String, _ database: Connection) throws {
        try database.run("DELETE FROM health_notice WHERE name = ?1", name)
    }

    /// A small write, whose coming about is what it is for.
    package static func keep(_ duties: [DutyRun], _ database: Connection) throws {
        try database.run("DELETE FROM duty_run")
        for duty in duties {
            try database.run(
                "INSERT INTO duty_run (name, every, ended_at, failing_since) VALUES (?1, ?2, ?3, ?4)", duty.name,
                Int(duty.interval.milliseconds), duty.endedAt, duty.failingSince)
        }
    }

    package static func duties(_ database: Connection) throws -> [DutyRun] {
        try database.query("SELECT name, every, ended_at, failing_since FROM duty_run ORDER BY name") { row in
            DutyRun(
                name: row.text(0), interval: Duration(stored: row.integer(1)), endedAt: try row.moment(2),
                failingSince: try row.optionalMoment(3))
        }
    }

    /// The smallest change that goes all the way to the disk: what was there is written again.
    package static func touch(at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO health_check (id, at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET at = excluded.at
            """, now)
    }
}
