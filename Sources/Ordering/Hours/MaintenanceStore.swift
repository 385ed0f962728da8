package import SQLite
package import Telephony

/// All SQL about times in which no orders are taken.
package enum MaintenanceStore {
    /// Returns the number by which the operator may take it back.
    package static func add(
        from begin: Moment, to end: Moment, of service: OrderedService?, _ text: String, _ database: Connection
    ) throws -> Int {
        try database.run(
            "INSERT INTO ordering_maintenance (begins_at, ends_at, service, text) VALUES (?1, ?2, ?3, ?4)", begin, end,
            service, text)
        return database.lastInsertedID
    }

    package static func remove(_ id: Int, _ database: Connection) throws -> Bool {
        try database.run("DELETE FROM ordering_maintenance WHERE id = ?1", id) == 1
    }

    /// What is not over, the next first.
    package static func all(after now: Moment, _ database: Connection) throws -> [Maintenance] {
        try database.query(
            """
            SELECT id, begins_at, ends_at, service, text FROM ordering_maintenance
            WHERE ends_at > ?1 ORDER BY begins_at, id
            """, now
        ) { row in
            Maintenance(
                id: row.integer(0), begin: try row.moment(1), end: try row.moment(2), service: try row.optionalValue(3),
                text: row.text(4))
        }
    }

    static func all(
        of service: OrderedService, after now: Moment, _ database: Connection
    ) throws -> [Maintenance] {
        try all(after: now, database).filter { $0.service == nil || $0.service == service }
    }

    static func forget(endedBefore moment: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM ordering_maintenance WHERE ends_at <= ?1", moment)
    }
}
