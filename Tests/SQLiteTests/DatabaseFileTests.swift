import Foundation
@testable import SQLite
import Synchronization
import Testing

@Suite struct DatabaseFileTests {
    let temporary: TemporaryDatabase
    var database: Database { temporary.database }

    init() throws {
        temporary = try TemporaryDatabase()
    }

    @Test func `the files are readable by their owner only`() async throws {
        try await database.write { try $0.run("INSERT INTO note (word) VALUES ('a')") }
        for end in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: temporary.path + end)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `a file that everybody could read is closed to them`() throws {
        let path = temporary.folder.appending(path: "open.sqlite").path
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o644])
        _ = try Database(path: path, migrationLists: [])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a folder that is not there is an error that names the file`() {
        #expect(throws: DatabaseError.noFile(path: "/nowhere/at/all.sqlite", code: ENOENT)) {
            try Database(path: "/nowhere/at/all.sqlite", migrationLists: [])
        }
    }

    @Test func `the log of changes is short again soon after a long reader has ended`() async throws {
        func logSize() throws -> Int {
            try FileManager.default.attributesOfItem(atPath: temporary.path + "-wal")[.size] as? Int ?? 0
        }
        let reader = try Connection(path: temporary.path)
        try reader.run("BEGIN")
        _ = try reader.exists("SELECT 1 FROM note")
        for number in 0..<48 {
            let bytes = [UInt8](repeating: UInt8(number), count: 1 << 20)
            try await database.write { try $0.run("INSERT INTO note (bytes) VALUES (?)", bytes) }
        }
        try reader.run("COMMIT")
        #expect(try logSize() > 48 << 20)
        for _ in 0..<2 { try await database.write { try $0.run("INSERT INTO note (number) VALUES (1)") } }
        #expect(try logSize() <= 32 << 20)
    }

    @Test func `what was acknowledged is there after a crash`() async throws {
        for number in 0..<10 { try await temporary.add("word \(number)") }
        // The files as a dead process leaves them: no connection was closed, nothing was checkpointed.
        let left = temporary.folder.appending(path: "left")
        try FileManager.default.createDirectory(at: left, withIntermediateDirectories: false)
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: temporary.path + end, toPath: left.appending(path: "test.sqlite" + end).path)
        }
        let survivor = try Database(
            path: left.appending(path: "test.sqlite").path, migrationLists: [[TemporaryDatabase.schema]])
        #expect(try survivor.words().count == 10)
    }

    @Test func `two programs write the same file at the same time`() async throws {
        let other = try temporary.openAgain()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (name, database) in [("one", database), ("other", other)] {
                group.addTask {
                    for turn in 0..<50 {
                        try await database.write { db in
                            try db.run("INSERT INTO note (word) VALUES (?)", "\(name) \(turn)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Set(temporary.words()).count == 100)
    }

    @Test func `a write waits while another program holds the lock`() async throws {
        let database = try temporary.openAgain()
        let other = try Connection(path: temporary.path)
        try other.run("BEGIN IMMEDIATE")
        let isReleased = Mutex(false)
        let write = Task { try await database.write { _ in isReleased.withLock { $0 } } }
        for _ in 0..<100 { await Task.yield() }
        isReleased.withLock { $0 = true }
        try other.run("COMMIT")
        #expect(try await write.value)
    }

    @Test func `a lock held for longer than the timeout is told as busy, and the next write works`() async throws {
        let hasty = try temporary.openAgain(busyTimeout: 1)
        let other = try Connection(path: temporary.path)
        try other.run("BEGIN IMMEDIATE")
        await #expect(throws: DatabaseError.busy) { try await hasty.write { _ in } }
        try other.run("COMMIT")
        try await hasty.write { try $0.run("INSERT INTO note (word) VALUES ('a')") }
        #expect(try temporary.words() == ["a"])
    }

    @Test func `several programs that make the file at the same time agree`() async throws {
        let path = temporary.folder.appending(path: "new.sqlite").path
        try await withThrowingTaskGroup(of: Database.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try Database(path: path, migrationLists: [[TemporaryDatabase.schema]], busyTimeout: 600_000)
                }
            }
            for try await database in group {
                #expect(try database.words() == [])
            }
        }
    }
}
