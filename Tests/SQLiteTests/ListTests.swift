import SQLite
import Testing

@Suite struct ListTests {
    let temporary: TemporaryDatabase
    var database: Database { temporary.database }

    init() throws {
        temporary = try TemporaryDatabase()
    }

    let words = ["a", "\"quoted\" \\ and 'so'", "ひかり\n\t\u{1}\u{1f}電話", "", "[1,2]"]

    @Test func `a list finds its values, whatever is in them`() async throws {
        try await database.write { [words] db in
            for word in words + ["other"] { try db.run("INSERT INTO note (word) VALUES (?)", word) }
        }
        let (inside, outside) = try database.read { db throws in
            (
                try db.query("SELECT word FROM note WHERE word IN list(?) ORDER BY id", List(words)) { $0.text(0) },
                try db.query("SELECT word FROM note WHERE word NOT IN list(?1)", List(words)) { $0.text(0) }
            )
        }
        #expect(inside == words)
        #expect(outside == ["other"])
    }

    @Test func `an empty list holds nothing`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('a'), ('')") }
        try database.read { db throws in
            #expect(try !db.exists("SELECT 1 FROM note WHERE word IN list(?)", List([] as [String])))
            #expect(try !db.exists("SELECT 1 FROM note WHERE id IN list(?)", List([] as [Int])))
            #expect(try db.exists("SELECT 1 FROM note WHERE word NOT IN list(?)", List([] as [String])))
        }
    }

    @Test func `a list becomes rows, and a join keeps its index`() async throws {
        try await database.write { db throws in
            let ids = [3, 1, Int.max, Int.min]
            #expect(try db.run("INSERT INTO note (id, number) SELECT value, ?1 FROM list(?2)", 9, List(ids)) == 4)
        }
        try database.read { db throws in
            let found = try db.query(
                "SELECT n.id, n.number FROM list(?1) AS l JOIN note n ON n.id = l.value ORDER BY n.id",
                List([1, 2, 3, Int.min])
            ) { [$0.integer(0), $0.integer(1)] }
            #expect(found == [[Int.min, 9], [1, 9], [3, 9]])
            let plan = try db.query(
                "EXPLAIN QUERY PLAN SELECT n.id FROM list(?1) AS l JOIN note n ON n.id = l.value", List([1])
            ) { $0.text(3) }
            #expect(plan.contains { $0.contains("SEARCH n USING INTEGER PRIMARY KEY") }, "\(plan)")
        }
    }

    @Test func `only a list is taken for one`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('list(?1)')") }
        try database.read { db throws in
            #expect(
                try db.exists(
                    """
                    SELECT 1 FROM note -- list(?9) isn't one
                    WHERE word = 'list(?1)' /* nor list(?8)' */ AND 'it''s list(?7)' <> word AND word IN list(?1)
                    """, List(["list(?1)"])))
            #expect(try db.first("SELECT 1 AS \"list(?1)\"") { $0.integer(0) } == 1)
            #expect(throws: SQLiteError.self) { try db.exists("SELECT 1 FROM note WHERE word IN wishlist(?1)", "") }
            #expect(throws: SQLiteError.self) { try db.exists("SELECT 1 FROM note WHERE word IN list(1)") }
            #expect(throws: SQLiteError.self) { try db.exists("SELECT 1 FROM note WHERE word IN list(?1", "") }
            #expect(throws: SQLiteError.self) { try db.exists("SELECT 1 WHERE 1 IN list(?1); SELECT 2", List([1])) }
        }
    }

    @Test func `thousands of values are one statement`() throws {
        let ids = Array(1...7_000)
        let sum = try database.read { db throws in
            try db.first("SELECT SUM(value) FROM list(?) AS l", List(ids)) { $0.integer(0) }
        }
        #expect(sum == ids.reduce(0, +))
    }

    @Test func `errors show the statement as it stands in the source`() throws {
        let error = #expect(throws: SQLiteError.self) {
            try database.read { try $0.exists("SELECT 1 FROM nowhere WHERE x IN list(?1)", List([1])) }
        }
        #expect(error?.sql == "SELECT 1 FROM nowhere WHERE x IN list(?1)")
    }
}
