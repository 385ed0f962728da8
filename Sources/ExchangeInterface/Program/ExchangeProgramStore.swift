package import SQLite

/// All SQL of a program on the other side of the door: how far it has said what its exchange had to say.
package enum ExchangeProgramStore {
    package static func said(_ database: Connection) throws -> Int {
        try database.first("SELECT said FROM interface_program WHERE id = 1") { $0.integer(0) } ?? 0
    }

    static func setSaid(_ sequence: Int, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO interface_program (id, said) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET said = excluded.said
            """, sequence)
    }
}
