import Foundation
import SQLite

/// A database in a folder of its own, which goes when the test ends.
final class TemporaryDatabase: Sendable {
    static let schema = Migration(
        name: "test",
        sql: """
            CREATE TABLE note (
                id INTEGER PRIMARY KEY, word TEXT UNIQUE, number INTEGER, bytes BLOB, isOn INTEGER
            ) STRICT;
            CREATE TABLE remark (note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE, text TEXT) STRICT;
            """)

    let database: Database
    let folder: URL

    var path: String { folder.appending(path: "test.sqlite").path }

    init(queueCapacity: Int = 4096) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try Database(
            path: folder.appending(path: "test.sqlite").path, migrationLists: [[Self.schema]],
            queueCapacity: queueCapacity,
            busyTimeout: 600_000)
    }

    deinit {
        database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Another program on the same file, which never gives a lock up for lost, however slow the tests' machine is.
    func openAgain(migrations: [Migration] = [schema], busyTimeout: Int = 600_000) throws -> Database {
        try Database(path: path, migrationLists: [migrations], busyTimeout: busyTimeout)
    }

    func add(_ word: String) async throws {
        try await database.write { try $0.run("INSERT INTO note (word) VALUES (?)", word) }
    }

    func words() throws -> [String] { try database.words() }
}

extension Database {
    func words() throws -> [String] {
        try read { try $0.query("SELECT word FROM note ORDER BY id") { $0.text(0) } }
    }
}
