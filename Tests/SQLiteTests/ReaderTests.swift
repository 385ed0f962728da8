import Foundation
@testable import SQLite
import Synchronization
import Testing
import Threads

@Suite struct ReaderTests {
    let temporary: TemporaryDatabase
    var database: Database { temporary.database }

    init() throws {
        temporary = try TemporaryDatabase()
    }

    @Test func `a process may have more databases than the system has keys of threads`() throws {
        // PTHREAD_KEYS_MAX is 1,024.
        let places = try (1...1100).map { _ in try ThreadKey<Int>() }
        let ended = Mutex(0)
        try onNewThread {
            for (number, place) in places.enumerated() {
                place.set(number) { ended.withLock { $0 += 1 } }
            }
            #expect(places.map(\.value) == (0..<1100).map(Optional.some))
        }
        #expect(ended.withLock { $0 } == 1100)
        #expect(places.allSatisfy { $0.value == nil }, "another thread has its own")
    }

    @Test func `all queries of one read see the same snapshot, a read within a read too`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('old')") }
        let other = try Connection(path: temporary.path)
        try database.read { db in
            let before = try db.query("SELECT word FROM note") { $0.text(0) }
            try other.run("INSERT INTO note (word) VALUES ('new')")
            #expect(try db.query("SELECT word FROM note") { $0.text(0) } == before)
            #expect(try temporary.words() == before)
        }
        #expect(try temporary.words() == ["old", "new"])
    }

    @Test func `a loop's thread keeps its snapshot until the end of the turn`() throws {
        try onNewThread {
            try database.keepReadsOpenUntilEndOfTurn()
            #expect(try temporary.words() == [])
            try Connection(path: temporary.path).run("INSERT INTO note (word) VALUES ('new')")
            #expect(try temporary.words() == [])
            database.endTurn()
            #expect(try temporary.words() == ["new"])
            database.endTurn()
            database.endTurn()
        }
        // Other threads are as before.
        #expect(try temporary.words() == ["new"])
    }

    @MainActor @Test func `who has written reads it, also where somebody has read in the same turn before`()
        async throws
    {
        try database.keepReadsOpenUntilEndOfTurn()
        #expect(try temporary.words() == [])
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('new')") }
        #expect(try temporary.words() == ["new"])
        database.endTurn()
    }

    @Test func `a thread that reads all over a large table keeps as many pages as the writer`() throws {
        func cache() throws -> Int? { try database.read { try $0.first("PRAGMA cache_size") { $0.integer(0) } } }
        try onNewThread {
            let usual = try cache()
            try database.keepReadsOpenUntilEndOfTurn(hasLargeCache: true)
            // In KiB where it is below 0.
            #expect(try cache() == -16_384 && usual != -16_384)
            database.endTurn()
        }
    }

    @Test func `a read that throws leaves the next one a fresh snapshot`() async throws {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try database.read { db in
                _ = try db.exists("SELECT 1 FROM note")
                throw Refusal()
            }
        }
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('new')") }
        #expect(try temporary.words() == ["new"])
    }

    @Test func `a thread's reader is closed when the thread ends`() throws {
        let path = temporary.path
        let opened = Mutex(0)
        let readers = try Readers {
            opened.withLock { $0 += 1 }
            return try Connection(path: path)
        }
        weak var reader: Reader?
        for _ in 0..<3 {
            try onNewThread {
                reader = try readers.current()
                #expect(try readers.current() === reader)
            }
            #expect(reader == nil)
        }
        #expect(opened.withLock { $0 } == 3)
    }
}

/// Runs `body` on a thread of its own and waits until that thread is gone.
func onNewThread(_ body: () throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
        let run = Run(body)
        try NamedThread(name: "test") { run.start() }.join()
        if let error = run.error { throw error }
    }
}

/// Used by one thread, and after it has ended by the one that waited for it.
private final class Run: @unchecked Sendable {
    private let body: () throws -> Void
    private(set) var error: (any Error)?

    init(_ body: @escaping () throws -> Void) { self.body = body }

    func start() {
        do { try body() } catch { self.error = error }
    }
}
