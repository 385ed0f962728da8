import CSQLite
import SQLite
import Testing

@Suite struct StatementTests {
    let temporary: TemporaryDatabase
    var database: Database { temporary.database }

    init() throws {
        temporary = try TemporaryDatabase()
    }

    @Test func `every kind of value comes back as it was stored`() async throws {
        let word: String? = "ひかり電話"
        try await database.write { db in
            try db.run(
                "INSERT INTO note (word, number, bytes, isOn) VALUES (?, ?, ?, ?)",
                word, Int64.max, [0, 255, 1] as [UInt8], true)
        }
        try database.read { db in
            _ = try db.first("SELECT word, number, bytes, isOn FROM note") { row in
                #expect(row.text(0) == "ひかり電話")
                #expect(row.integer(1) == Int.max)
                #expect(row.bytes(2) == [0, 255, 1])
                #expect(row.flag(3))
            }
        }
    }

    @Test func `nil is NULL and comes back as nil`() async throws {
        let nothing: String? = nil
        try await database.write { try $0.run("INSERT INTO note (word, number) VALUES (?, ?)", nothing, nil) }
        let found = try database.read { db in
            try db.query("SELECT word, number, bytes FROM note WHERE word IS ?", nothing) { row in
                row.optionalText(0) == nil && row.optionalInteger(1) == nil && row.optionalBytes(2) == nil
                    && row.isNull(0)
            }
        }
        #expect(found == [true])
    }

    @Test func `empty text and empty bytes are not NULL`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word, bytes) VALUES (?, ?)", "", [] as [UInt8]) }
        let found = try database.read { db in
            try db.first("SELECT word, bytes FROM note") { ($0.optionalText(0), $0.optionalBytes(1)) }
        }
        #expect(found?.0 == "")
        #expect(found?.1 == [])
    }

    @Test func `text of any length and with NUL inside survives`() async throws {
        let texts = ["a\u{0}b", String(repeating: "長い文章。", count: 10_000), "'; DROP TABLE note; --"]
        try await database.write { db in
            for text in texts { try db.run("INSERT INTO note (word) VALUES (?)", text) }
        }
        #expect(try temporary.words() == texts)
    }

    @Test func `a column read as something it is not makes the query throw`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word, number) VALUES ('a', NULL)") }
        let error = #expect(throws: SQLiteError.self) {
            try database.read { try $0.query("SELECT word, number FROM note") { ($0.text(0), $0.integer(1)) } }
        }
        #expect(error?.primaryCode == SQLITE_MISMATCH)
        #expect(throws: SQLiteError.self) {
            try database.read { try $0.first("SELECT word FROM note") { $0.text(7) } }
        }
        // The statement is as good as new afterwards.
        #expect(try temporary.words() == ["a"])
    }

    @Test func `one statement can be walked through inside itself`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('a'), ('b')") }
        var pairs: [String] = []
        func walk(_ db: Connection, _ body: (String) throws -> Void) throws {
            try db.forEach("SELECT word FROM note ORDER BY word") { try body($0.text(0)) }
        }
        try database.read { db in
            try walk(db) { one in try walk(db) { other in pairs.append(one + other) } }
        }
        #expect(pairs == ["aa", "ab", "ba", "bb"])
    }

    @Test func `run says how many rows it changed`() async throws {
        let changes = try await database.write { db in
            [
                try db.run("INSERT INTO note (word) VALUES ('a'), ('b')"),
                try db.run("INSERT INTO remark VALUES (1, 'x'), (1, 'y'), (2, 'z')"),
                try db.run("UPDATE note SET number = 1 WHERE word = 'nobody'"),
                try db.run("DELETE FROM note WHERE word = 'a'"),
                try db.run("CREATE TABLE other (id INTEGER)"),
            ]
        }
        #expect(changes == [2, 3, 0, 1, 0])
        #expect(try database.read { try $0.first("SELECT COUNT(*) FROM remark") { $0.integer(0) } } == 1)
    }

    @Test func `the id of a new row is at hand`() async throws {
        let id = try await database.write { db in
            try db.run("INSERT INTO note (id, word) VALUES (41, 'a')")
            try db.run("INSERT INTO note (word) VALUES ('b')")
            return db.lastInsertedID
        }
        #expect(id == 42)
    }

    @Test func `wrong SQL, several statements and a wrong number of values are errors`() throws {
        #expect(throws: SQLiteError.self) { try database.read { try $0.run("SELEKT 1") } }
        #expect(throws: SQLiteError.self) { try database.read { try $0.run("SELECT 1; SELECT 2") } }
        #expect(throws: SQLiteError.self) { try database.read { try $0.exists("SELECT ?", 1, 2) } }
        #expect(throws: SQLiteError.self) { try database.read { try $0.exists("SELECT \"no such column\"") } }
        #expect(try database.read { try $0.exists("SELECT 1;\n") })
    }

    @Test func `a reader cannot write`() throws {
        #expect(throws: SQLiteError.self) { try database.read { try $0.run("INSERT INTO note (word) VALUES ('a')") } }
    }

    @Test func `errors show the statement and never a value`() async throws {
        try await temporary.add("himitsu")
        let error = await #expect(throws: SQLiteError.self) { try await temporary.add("himitsu") }
        let text = "\(try #require(error))"
        #expect(text.contains("INSERT INTO note"))
        #expect(text.contains("note.word"))
        #expect(!text.contains("himitsu"))
        #expect(!String(reflecting: error).contains("himitsu"))
        #expect(error?.primaryCode == SQLITE_CONSTRAINT)
    }

    @Test func `messages made from data by a trigger or a function are not repeated`() throws {
        let error = #expect(throws: SQLiteError.self) {
            try database.read { try $0.exists("SELECT json_extract('{}', ?)", "himitsu") }
        }
        #expect(error.map { "\($0)".contains("himitsu") } == false)
    }
}
