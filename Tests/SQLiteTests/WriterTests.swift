import Foundation
@testable import SQLite
import Synchronization
import Testing

@Suite struct WriterTests {
    let temporary: TemporaryDatabase
    var database: Database { temporary.database }

    init() throws {
        temporary = try TemporaryDatabase()
    }

    struct Refusal: Error, Equatable {}

    @Test func `a write that throws undoes its own changes only, while others of the group commit`() throws {
        let outcomes = try group([
            { try $0.run("INSERT INTO note (word) VALUES ('good')") },
            {
                try $0.run("INSERT INTO note (word) VALUES ('bad')")
                throw Refusal()
            },
            { try $0.run("INSERT INTO note (word) VALUES ('good')") },
            { try $0.run("INSERT INTO note (word) VALUES ('late')") },
        ])
        #expect(outcomes.map(\.isKept) == [true, false, false, true])
        #expect(try temporary.words() == ["good", "late"])
    }

    @Test func `others of the group run once more only when a write throws after it has changed something`() throws {
        for (changesSomething, expected) in [(false, 1), (true, 2)] {
            let runs = Atomic<Int>(0)
            let outcomes = try group([
                { _ in runs.add(1, ordering: .relaxed) },
                {
                    if changesSomething { try $0.run("INSERT INTO note (word) VALUES ('bad')") }
                    throw Refusal()
                },
            ])
            #expect(outcomes.map(\.isKept) == [true, false])
            #expect(runs.load(ordering: .relaxed) == expected)
        }
        #expect(try temporary.words() == [])
    }

    @Test func `a write that fills the disk fails alone, and later ones work`() async throws {
        let filler = [UInt8](repeating: 7, count: 200_000)
        let outcomes = try group(
            hasTwentyPages: true,
            [
                { try $0.run("INSERT INTO note (word) VALUES ('before')") },
                { try $0.run("INSERT INTO note (word, bytes) VALUES ('big', ?)", filler) },
                { try $0.run("INSERT INTO note (word) VALUES ('after')") },
            ])
        #expect(outcomes.map(\.isKept) == [true, false, true])
        #expect(outcomes[1].error as? DatabaseError == .full)
        #expect(try temporary.words() == ["before", "after"])
        try await temporary.add("later")
        #expect(try temporary.words().count == 3)
    }

    @Test func `when the commit fails nobody of the group is told that it worked`() async throws {
        // A deferred foreign key is the one thing that shows at COMMIT only.
        try await database.write { db in
            try db.run("CREATE TABLE late (note_id INTEGER REFERENCES note(id) DEFERRABLE INITIALLY DEFERRED)")
        }
        let outcomes = try group([
            { try $0.run("INSERT INTO note (word) VALUES ('innocent')") },
            { try $0.run("INSERT INTO late VALUES (99)") },
        ])
        #expect(outcomes.map(\.isKept) == [false, false])
        #expect(try temporary.words() == [])
        let again = try group([{ try $0.run("INSERT INTO note (word) VALUES ('innocent')") }])
        #expect(again.map(\.isKept) == [true])
    }

    /// Runs writes as one group: all are queued before the writer starts.
    func group(
        hasTwentyPages: Bool = false, _ writes: [@Sendable (Connection) throws -> Void]
    ) throws -> [Outcome] {
        let connection = try Connection(path: temporary.path)
        try connection.configure(busyTimeout: 10_000, isReader: false)
        if hasTwentyPages { _ = try connection.exists("PRAGMA max_page_count = 20") }
        let queue = WriteQueue(capacity: writes.count)
        let told = Told(count: writes.count)
        for (index, body) in writes.enumerated() {
            try queue.add(
                PendingWrite(
                    perform: { connection in
                        try body(connection)
                        return { told.set(index, Outcome(isKept: true)) }
                    },
                    fail: { told.set(index, Outcome(error: $0)) }))
        }
        let writer = Writer(connection: connection, queue: queue)
        try writer.start()
        _ = queue.close()
        writer.waitUntilEnded()
        return told.outcomes
    }

    @Test func `what a write returns comes back, and its effect is there`() async throws {
        let number = try await database.write { db in
            try db.run("INSERT INTO note (word) VALUES ('a')")
            return try db.first("SELECT COUNT(*) FROM note") { $0.integer(0) }
        }
        #expect(number == 1)
        #expect(try temporary.words() == ["a"])
    }

    @Test func `many tasks write at the same time and nothing is lost`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<32 {
                group.addTask {
                    for turn in 0..<20 { try await temporary.add("\(task)-\(turn)") }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Set(temporary.words()).count == 640)
    }

    @Test func `a full queue refuses at once and forgets nothing`() async throws {
        let small = try TemporaryDatabase(queueCapacity: 1)
        let gate = Gate()
        async let holding: Void = small.database.write { _ in gate.wait() }
        await gate.waitUntilReached()
        await withTaskGroup(of: Result<Void, any Error>.self) { group in
            for word in ["one", "other"] {
                group.addTask { await Result { try await small.add(word) } }
            }
            // One of them takes the only place and cannot end before the gate opens: the first to end was refused.
            let refused = await group.next()
            #expect(throws: DatabaseError.busy) { try refused?.get() }
            gate.open()
            let kept = await group.next()
            #expect(throws: Never.self) { try kept?.get() }
        }
        try await holding
        #expect(try small.words().count == 1)
    }

    @Test func `close writes what is queued, and afterwards everything is refused`() async throws {
        let gate = Gate()
        async let holding: Void = database.write { _ in gate.wait() }
        await gate.waitUntilReached()
        gate.open()
        database.close()
        try await holding
        await #expect(throws: DatabaseError.closed) { try await temporary.add("late") }
        #expect(throws: DatabaseError.closed) { try temporary.words() }
    }
}
