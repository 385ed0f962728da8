import SQLite
import Testing

@Suite struct MigrationTests {
    let temporary: TemporaryDatabase

    init() throws {
        temporary = try TemporaryDatabase()
    }

    let second = Migration(
        name: "second", sql: "ALTER TABLE note ADD COLUMN extra TEXT; CREATE INDEX i ON note (extra);")

    @Test func `a new step at the end is applied once and keeps the data`() async throws {
        try await temporary.add("a")
        for _ in 0..<2 {
            let newer = try temporary.openAgain(migrations: [TemporaryDatabase.schema, second])
            #expect(try newer.read { try $0.query("SELECT word, extra FROM note") { $0.text(0) } } == ["a"])
            newer.close()
        }
    }

    @Test func `a step whose text was changed is refused`() {
        let changed = Migration(name: "test", sql: "CREATE TABLE note (id INTEGER PRIMARY KEY)")
        let error = #expect(throws: MigrationError.self) { try temporary.openAgain(migrations: [changed]) }
        #expect(error == .changed(name: "test"))
    }

    @Test func `a database of a newer program is refused`() throws {
        try temporary.openAgain(migrations: [TemporaryDatabase.schema, second]).close()
        let error = #expect(throws: MigrationError.self) { try temporary.openAgain() }
        #expect(error == .unknown(name: "second"))
    }

    @Test func `a step put before an applied one is refused`() {
        let error = #expect(throws: MigrationError.self) {
            try temporary.openAgain(migrations: [second, TemporaryDatabase.schema])
        }
        #expect(error == .unknown(name: "test"))
    }

    @Test func `a step that fails leaves the database as it was`() async throws {
        try await temporary.add("a")
        let broken = Migration(name: "broken", sql: "DELETE FROM note; CREATE TABLE note (id INTEGER);")
        #expect(throws: SQLiteError.self) {
            try temporary.openAgain(migrations: [TemporaryDatabase.schema, second, broken])
        }
        #expect(try temporary.words() == ["a"])
        _ = try temporary.openAgain()
    }

    @Test func `two steps of one name are refused, in whichever lists they stand`() {
        let twin = Migration(name: "second", sql: "CREATE TABLE twin (id INTEGER)")
        let error = #expect(throws: MigrationError.self) {
            try Database(path: temporary.path, migrationLists: [[TemporaryDatabase.schema, second], [twin]])
        }
        #expect(error == .duplicate(name: "second"))
    }

    // Three steps of two modules, the second's between the first's: the order in which the program has grown.
    let below = Migration(name: "below", sql: "CREATE TABLE below (id INTEGER PRIMARY KEY) STRICT")
    let above = Migration(name: "above", sql: "CREATE TABLE above (id INTEGER REFERENCES below(id)) STRICT")

    @Test func `a database made from one list opens unchanged when its steps stand in several`() throws {
        try temporary.openAgain(migrations: [TemporaryDatabase.schema, below, above, second]).close()
        let before = try applied()
        let joined = try Database(
            path: temporary.path, migrationLists: [[TemporaryDatabase.schema, second], [below, above]])
        joined.close()
        #expect(try applied() == before)
        #expect(before == ["test", "below", "above", "second"])
    }

    @Test func `each list grows at its own end, also when a later list has been applied already`() throws {
        let lists = [[TemporaryDatabase.schema], [below]]
        try Database(path: temporary.path, migrationLists: lists).close()
        try Database(path: temporary.path, migrationLists: [lists[0] + [second], lists[1] + [above]]).close()
        #expect(try applied() == ["test", "below", "second", "above"])
        // The order within a list is as strict as ever, and nothing applied may be missing.
        for (wrong, name) in [
            ([lists[0] + [second], [above, below]], "below"), ([[TemporaryDatabase.schema, second]], "below"),
        ] {
            let error = #expect(throws: MigrationError.self) {
                try Database(path: temporary.path, migrationLists: wrong)
            }
            #expect(error == .unknown(name: name))
        }
    }

    private func applied() throws -> [String] {
        try temporary.database.read { try $0.query("SELECT name FROM migration ORDER BY position") { $0.text(0) } }
    }
}
