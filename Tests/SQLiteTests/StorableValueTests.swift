import SQLite
import Testing

@Suite struct StorableValueTests {
    let temporary: TemporaryDatabase
    var database: Database { temporary.database }

    init() throws {
        temporary = try TemporaryDatabase()
    }

    /// A value of a product: a number somebody can be called by.
    struct Telephone: StorableValue, Hashable {
        let stored: String

        init?(stored: String) {
            guard stored.hasPrefix("0") else { return nil }
            self.stored = stored
        }
    }

    enum Kind: String, StorableValue {
        case person, machine
    }

    enum Level: Int, StorableValue {
        case low = 1
        case high = 7
    }

    @Test func `values are bound as themselves and come back as themselves`() async throws {
        let number = try #require(Telephone(stored: "0312340001"))
        try await database.write { db in
            try db.run("INSERT INTO note (word, number, isOn) VALUES (?, ?, ?)", number, Level.high, true)
            try db.run("INSERT INTO note (word) VALUES (?)", Kind.machine)
        }
        let first = try database.read { db in
            try db.first("SELECT word, number, isOn FROM note WHERE word = ?", number) { row throws in
                #expect(try row.value(0) == number)
                #expect(try row.value(1, as: Level.self) == .high)
                #expect(try row.value(2) as Bool)
                #expect(try row.value(0, as: String.self) == "0312340001")
                #expect(try row.value(1, as: Int64.self) == 7)
                return try row.optionalValue(0, as: Telephone.self)
            }
        }
        #expect(first == number)
        let kinds = try database.read { db in
            try db.query("SELECT word, number FROM note WHERE word = ?", Kind.machine) { row throws in
                #expect(try row.optionalValue(1, as: Level.self) == nil)
                return try row.value(0, as: Kind.self)
            }
        }
        #expect(kinds == [.machine])
    }

    @Test func `a stored value that is none is one error, which names the place and never the value`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word, number) VALUES ('himitsu', 3)") }
        func failure(_ read: (Row) throws -> some Any) throws -> StoredValueError {
            try #require(
                #expect(throws: StoredValueError.self) {
                    try database.read { try $0.query("SELECT word, number, bytes FROM note", row: read) }
                })
        }
        let error = try failure { try $0.value(0, as: Telephone.self) }
        #expect(error.column == 0)
        #expect(error.type == "Telephone")
        #expect("\(error)" == "column 0 holds no Telephone [SELECT word, number, bytes FROM note]")
        // Of another form, NULL, and beyond the last column.
        #expect(try failure { try $0.value(1, as: Telephone.self) }.column == 1)
        #expect(try failure { try $0.value(2, as: Kind.self) }.column == 2)
        #expect(try failure { try $0.value(7, as: Kind.self) }.column == 7)
        #expect(try failure { try $0.optionalValue(1, as: Level.self) }.type == "Level")
        #expect(try failure { throw $0.error(1, as: Level.self) }.column == 1)
    }

    @Test func `what a closure has misread before it threw does not haunt the statement's next use`() async throws {
        struct Refusal: Error {}
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('a')") }
        func word(_ body: (Row) throws -> Void) throws -> String? {
            try database.read { db in
                try db.first("SELECT word, number FROM note") { row in
                    try body(row)
                    return row.text(0)
                }
            }
        }
        #expect(throws: Refusal.self) {
            try word { row in
                _ = row.integer(1)
                throw Refusal()
            }
        }
        #expect(try word { _ in } == "a")
    }
}
