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
}
