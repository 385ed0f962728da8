package import SQLite
package import Telephony

/// All SQL about companies.
package enum CompanyStore {
    package static func find(_ id: Int, _ database: Connection) throws -> Company? {
        try database.first(
            """
            SELECT id, name, postal_code, address, building, idle_minutes, networks, version, is_specimen
            FROM company WHERE id = ?1
            """, id, row: company)
    }

    package static func find(named name: String, _ database: Connection) throws -> Company? {
        try database.first(
            """
            SELECT id, name, postal_code, address, building, idle_minutes, networks, version, is_specimen
            FROM company WHERE name = ?1
            """, name, row: company)
    }

    package static func all(_ database: Connection) throws -> [Company] {
        try database.query(
            """
            SELECT id, name, postal_code, address, building, idle_minutes, networks, version, is_specimen
            FROM company ORDER BY id
            """, row: company)
    }

    private static func company(_ row: Row) throws -> Company {
        Company(
            id: row.integer(0), name: row.text(1),
            address: Company.Address(postalCode: row.text(2), text: row.text(3), building: row.text(4)),
            settings: Company.Settings(
                idleMinutes: row.optionalInteger(5), networks: SourceNetworks(stored: row.text(6))),
            version: row.integer(7), isSpecimen: row.flag(8))
    }

    package static func add(
        _ name: String, _ address: Company.Address, isSpecimen: Bool = false, at now: Moment, _ database: Connection
    ) throws -> Int {
        try database.run(
            """
            INSERT INTO company (name, postal_code, address, building, is_specimen, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, name, address.postalCode, address.text, address.building, isSpecimen, now)
        return database.lastInsertedID
    }

    package static func set(_ settings: Company.Settings, of id: Int, _ database: Connection) throws {
        try database.run(
            """
            UPDATE company SET idle_minutes = ?2, networks = ?3, version = version + 1, revision = revision + 1
            WHERE id = ?1
            """, id, settings.idleMinutes, settings.networks.text)
    }

    /// Says that pages of the company may show something else now.
    package static func raiseRevision(_ id: Int, _ database: Connection) throws {
        try database.run("UPDATE company SET revision = revision + 1 WHERE id = ?1", id)
    }
}
