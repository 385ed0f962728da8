import Foundation
@testable import SQLite
import Synchronization
import TestPrograms
import Testing

@Suite struct ReserveTests {
    private static let size = 1 << 20

    /// What the writer has said, as words.
    private final class Heard: Sendable {
        private let words = Mutex<[String]>([])

        var all: [String] { words.withLock { $0 } }
        /// Without the saves, each once.
        var turns: [String] { all.filter { $0 != "saved" } }

        @Sendable func hear(_ event: WritingEvent) {
            words.withLock { words in
                switch event {
                case .saved: words.append("saved")
                case .failed: words.append("failed")
                case .diskIsFull: words.append("full")
                case .diskHasRoom: words.append("room")
                }
            }
        }
    }

    private func open(on disk: SmallDisk, _ heard: Heard) throws -> Database {
        try Database(
            path: disk.path + "/test.sqlite", migrationLists: [[TemporaryDatabase.schema]], reserve: Self.size,
            watch: heard.hear)
    }

    private static let kilobyte = [UInt8](repeating: 7, count: 1000)

    private func add(_ word: String, _ bytes: [UInt8] = kilobyte, to database: Database) async throws {
        try await database.write { try $0.run("INSERT INTO note (word, bytes) VALUES (?, ?)", word, bytes) }
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can make a small disk"))
    func `on a full disk what is urgent is written all the same, all else is told that nothing was changed`()
        async throws
    {
        let (disk, heard) = (try SmallDisk(mebibytes: 6), Heard())
        let database = try open(on: disk, heard)
        defer { database.close() }
        try await add("before", to: database)
        #expect(Database.hasReserve(at: disk.path + "/test.sqlite"))
        try disk.fill()
        await #expect(throws: DatabaseError.full) {
            // The log has room for the one or the other.
            for turn in 0..<1000 { try await add("ordinary \(turn)", to: database) }
        }
        #expect(!Database.hasReserve(at: disk.path + "/test.sqlite"))
        // Whoever filled the disk takes what the reserve has left, too.
        try disk.fill()
        for turn in 0..<200 { try await Urgency.urgently { try await add("urgent \(turn)", to: database) } }
        await #expect(throws: DatabaseError.full) { try await add("late", to: database) }
        let words = try database.words()
        #expect(words.count { $0.hasPrefix("urgent") } == 200)
        #expect(!words.contains("late"))
        #expect(heard.turns == ["full"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can make a small disk"))
    func `when there is room again the reserve is taken back and everything is written`() async throws {
        let (disk, heard) = (try SmallDisk(mebibytes: 6), Heard())
        let database = try open(on: disk, heard)
        defer { database.close() }
        try disk.fill()
        await #expect(throws: DatabaseError.full) {
            for turn in 0..<1000 { try await add("ordinary \(turn)", to: database) }
        }
        disk.clear()
        // It looks once a second.
        while (try? await add("after", to: database)) == nil { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try database.words().contains("after"))
        #expect(Database.hasReserve(at: disk.path + "/test.sqlite"))
        #expect(heard.turns == ["full", "room"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can make a small disk"))
    func `a program that starts on a full disk gives the reserve up for it`() async throws {
        let (disk, heard) = (try SmallDisk(mebibytes: 6), Heard())
        let first = try open(on: disk, heard)
        try await add("before", to: first)
        first.close()
        try disk.fill()
        let database = try open(on: disk, heard)
        defer { database.close() }
        try await Urgency.urgently { try await add("urgent", to: database) }
        await #expect(throws: DatabaseError.full) {
            for turn in 0..<1000 { try await add("ordinary \(turn)", to: database) }
        }
        #expect(try database.words().prefix(2) == ["before", "urgent"])
    }

    @Test func `a save that is too large for the disk is told so, and later ones wait for room`() async throws {
        let temporary = try TemporaryDatabase()
        let connection = try Connection(path: temporary.path)
        try connection.configure(busyTimeout: 10_000, isReader: false)
        _ = try connection.exists("PRAGMA max_page_count = 40")
        // The reserve of a disk that never has that much room.
        let reserve = Reserve(besides: temporary.path, size: 1 << 50)
        let heard = Heard()
        let queue = WriteQueue(capacity: 10)
        let told = Mutex<[String]>([])
        for (name, size, isUrgent) in [("big", 500_000, false), ("small", 10, false), ("urgent", 10, true)] {
            let bytes = [UInt8](repeating: 7, count: size)
            let write = Urgency.$isUrgent.withValue(isUrgent) {
                PendingWrite(
                    perform: { connection in
                        try connection.run("INSERT INTO note (word, bytes) VALUES (?, ?)", name, bytes)
                        return { told.withLock { $0.append("\(name) saved") } }
                    }, fail: { error in told.withLock { $0.append("\(name) \(error)") } })
            }
            try queue.add(write)
        }
        let writer = Writer(connection: connection, queue: queue, reserve: reserve, watch: heard.hear)
        try writer.start()
        _ = queue.close()
        writer.waitUntilEnded()
        let full = DatabaseError.full
        #expect(told.withLock { $0 } == ["big \(full)", "small \(full)", "urgent saved"])
        #expect(try temporary.words() == ["urgent"])
    }
}
