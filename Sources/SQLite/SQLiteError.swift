import CSQLite

/// What SQLite refused, without any value that was bound: the code, SQLite's own words and the text of the statement.
/// Safe to log.
public struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The extended result code (`SQLITE_CONSTRAINT_UNIQUE`, 2067).
    public let code: Int32
    /// What went wrong, in English; for a broken constraint with the names of table and columns.
    public let message: String
    /// The SQL as it stands in the source, with its `?`; empty where no statement was at hand.
    public let sql: String

    /// The error of `code`, with `message` as it will be logged.
    init(code: Int32, message: String, sql: String = "") {
        self.code = code
        self.message = message
        self.sql = sql
    }

    /// The error that `handle` has just reported; `isCompiling` when it was about the text of a statement.
    init(handle: OpaquePointer?, sql: String, isCompiling: Bool = false) {
        let code = sqlite3_extended_errcode(handle)
        let isHarmless = isCompiling || Self.namesOnly(code)
        let words = isHarmless ? sqlite3_errmsg(handle) : sqlite3_errstr(code)
        self.init(code: code, message: words.map { String(cString: $0) } ?? "unknown error", sql: sql)
    }

    /// The primary result code (`SQLITE_CONSTRAINT`, 19).
    public var primaryCode: Int32 { code & 0xff }

    /// Another connection held the lock for longer than the busy timeout.
    public var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    /// The disk, or what this program may use of it, is full. Nothing of the transaction was kept.
    public var isDiskFull: Bool { primaryCode == SQLITE_FULL }

    /// The file could not be read or written: nobody's input is at fault, and every other write would have fared alike.
    public var isBrokenStorage: Bool {
        switch primaryCode {
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_READONLY, SQLITE_CANTOPEN: true
        default: false
        }
    }

    /// `SQLite error 2067: UNIQUE constraint failed: contract.number [INSERT INTO …]`
    public var description: String {
        "SQLite error \(code): \(message)" + (sql.isEmpty ? "" : " [\(sql)]")
    }

    /// Whether SQLite's message for `code` holds names of tables and columns only. Those of triggers and functions are
    /// made by anybody, and may repeat data.
    private static func namesOnly(_ code: Int32) -> Bool {
        switch code {
        case sqliteConstraintUnique, sqliteConstraintPrimaryKey, sqliteConstraintRowID,
            sqliteConstraintNotNull, sqliteConstraintForeignKey, sqliteConstraintCheck:
            true
        default:
            false
        }
    }
}

// Extended codes: macros with shifts, which Swift does not import.
private let sqliteConstraintCheck: Int32 = SQLITE_CONSTRAINT | (1 << 8)
private let sqliteConstraintForeignKey: Int32 = SQLITE_CONSTRAINT | (3 << 8)
private let sqliteConstraintNotNull: Int32 = SQLITE_CONSTRAINT | (5 << 8)
private let sqliteConstraintPrimaryKey: Int32 = SQLITE_CONSTRAINT | (6 << 8)
private let sqliteConstraintUnique: Int32 = SQLITE_CONSTRAINT | (8 << 8)
private let sqliteConstraintRowID: Int32 = SQLITE_CONSTRAINT | (10 << 8)
