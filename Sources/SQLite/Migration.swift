internal import Encodings

/// One step of the schema: SQL under a name. Steps are only ever added at the end of a list; one that has been released is
/// never edited, and a database that was made with another text of it refuses to open.
///
/// Each module of a program may have a list of its own. They are joined in one declared order, the lowest module first: a
/// step may name tables of its own list and of lists before it, never of those behind. Then it does not matter whether it
/// runs before or after a later list's steps, and a list grows at its end whatever the others have done meanwhile.
public struct Migration: Sendable {
    /// Unique among the steps, and said when something is wrong with this one.
    public let name: StaticString
    /// One or more statements. Foreign keys are enforced while they run, and may not be `DEFERRABLE`: a deferred breach
    /// would show at COMMIT only and fail every write of the group.
    public let sql: StaticString

    /// A step `name` that runs `sql` once in the life of a database.
    public init(name: StaticString, sql: StaticString) {
        self.name = name
        self.sql = sql
    }

    /// Enough against a slip.
    var checksum: String { sql.withUTF8Buffer { String(FNV1a.hash($0), radix: 16) } }
}

/// Why a database does not fit the program.
public enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The step of that name was applied with another text.
    case changed(name: String)
    /// The database has a step that the program does not know at that place: made by a newer program, or the steps of a
    /// list were reordered.
    case unknown(name: String)
    /// Two steps of the program have that name.
    case duplicate(name: String)

    /// One English sentence for the operator.
    public var description: String {
        switch self {
        case .changed(let name): "the migration \"\(name)\" was changed after this database had applied it"
        case .unknown(let name): "the database has the migration \"\(name)\", which this program does not know here"
        case .duplicate(let name): "two migrations of this program are called \"\(name)\""
        }
    }
}

extension Connection {
    /// Brings the schema up to date. All missing steps are one transaction; a second program that starts at the same time
    /// waits for it and finds nothing left to do.
    func migrate(_ lists: [[Migration]]) throws {
        var names: Set<String> = []
        for migration in lists.joined() where !names.insert(migration.name.description).inserted {
            throw MigrationError.duplicate(name: migration.name.description)
        }
        if try exists("SELECT 1 FROM sqlite_schema WHERE name = 'migration'") {
            if try missing(of: lists).isEmpty { return }
        }
        try run("BEGIN IMMEDIATE")
        do {
            try run(
                """
                CREATE TABLE IF NOT EXISTS migration
                (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, checksum TEXT NOT NULL) STRICT
                """)
            for migration in try missing(of: lists) {
                try runScript(migration.sql)
                try run(
                    "INSERT INTO migration (name, checksum) VALUES (?, ?)",
                    migration.name.description, migration.checksum)
            }
            try run("COMMIT")
        } catch {
            if isInTransaction { try run("ROLLBACK") }
            throw error
        }
    }

    /// The steps not yet applied; throws when those applied are not the first ones of each list, letter by letter.
    private func missing(of lists: [[Migration]]) throws -> [Migration] {
        var rests = lists.map { $0[...] }
        try forEach("SELECT name, checksum FROM migration ORDER BY position") { row in
            let name = row.text(0)
            guard let list = rests.firstIndex(where: { $0.first?.name.description == name }) else {
                throw MigrationError.unknown(name: name)
            }
            if rests[list].removeFirst().checksum != row.text(1) { throw MigrationError.changed(name: name) }
        }
        return rests.flatMap(\.self)
    }
}
