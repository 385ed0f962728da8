import CSQLite

/// One connection to the database file, and the statements it has prepared so far. Used by one thread at a time.
///
/// SQL is a `StaticString`, so that nothing a person typed can become part of it: values go through `?`. A list of values
/// goes through one `?` too: `WHERE number IN list(?)`, see `List`.
///
/// Queries are inlinable so that the caller's closure and row type are known where rows are read: a quarter of the time.
public final class Connection {
    private let handle: OpaquePointer
    /// By the address of the literal, which is the statement's identity for the whole life of the program.
    private var kept: [UnsafePointer<UInt8>: Statement] = [:]
    /// How many statements that may change the database have been started: the same before and after a body means that the
    /// body has changed nothing.
    private(set) var startedChanges = 0

    /// Counting SQLite's memory would cost a lock at every allocation; to be said before its first use.
    private static let withoutStatistics = sqlite3_shim_config_switch(SQLITE_CONFIG_MEMSTATUS, 0)

    /// Opens `path`, which must exist unless `flags` say otherwise.
    init(path: String, flags: Int32 = SQLITE_OPEN_READWRITE) throws {
        _ = Self.withoutStatistics
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw SQLiteError(handle: opened, sql: "")
        }
        handle = opened
    }

    deinit {
        kept.removeAll()
        sqlite3_close_v2(handle)
    }

    /// All rows that `sql` gives, each through `row`.
    @inlinable
    public func query<T>(
        _ sql: StaticString, _ values: (any SQLiteValue)?..., row: (Row) throws -> T
    ) throws -> [T] {
        try using(sql, values) { statement in
            var rows: [T] = []
            while try statement.step() { rows.append(try statement.read(row)) }
            return rows
        }
    }

    /// The first row that `sql` gives, through `row`; nil when there is none.
    @inlinable
    public func first<T>(
        _ sql: StaticString, _ values: (any SQLiteValue)?..., row: (Row) throws -> T
    ) throws -> T? {
        try using(sql, values) { statement in
            try statement.step() ? try statement.read(row) : nil
        }
    }

    /// Whether `sql` gives any row.
    public func exists(_ sql: StaticString, _ values: (any SQLiteValue)?...) throws -> Bool {
        try using(sql, values) { try $0.step() }
    }

    /// Calls `row` for each row that `sql` gives, keeping none.
    @inlinable
    public func forEach(
        _ sql: StaticString, _ values: (any SQLiteValue)?..., row: (Row) throws -> Void
    ) throws {
        try using(sql, values) { statement in
            while try statement.step() { try statement.read(row) }
        }
    }

    /// Runs a statement for its effect. Returns how many rows it inserted, changed or deleted itself (what cascades and
    /// triggers did is not counted).
    @discardableResult
    public func run(_ sql: StaticString, _ values: (any SQLiteValue)?...) throws -> Int {
        try using(sql, values) { statement in
            let before = sqlite3_total_changes64(handle)
            while try statement.step() {}
            return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
        }
    }

    /// The rowid of the row last inserted on this connection: the `id` of a table with `id INTEGER PRIMARY KEY`.
    public var lastInsertedID: Int { Int(sqlite3_last_insert_rowid(handle)) }

    /// Between BEGIN and its end. False inside a body that failed means that SQLite gave the whole transaction up.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs statements without values, one after the other: a migration.
    func runScript(_ sql: StaticString) throws {
        let code = sql.withUTF8Buffer { text in
            // A StaticString with a pointer ends with NUL.
            text.withMemoryRebound(to: CChar.self) { sqlite3_exec(handle, $0.baseAddress, nil, nil, nil) }
        }
        if code != SQLITE_OK { throw SQLiteError(handle: handle, sql: sql.description, isCompiling: true) }
    }

    /// What every connection is told, in this order: first to wait for locks, then what may need one.
    func configure(busyTimeout: Int, isReader: Bool) throws {
        sqlite3_busy_timeout(handle, Int32(busyTimeout))
        for option in [SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_TRUSTED_SCHEMA] {
            _ = sqlite3_shim_db_config_switch(handle, option, 0)
        }
        _ = sqlite3_shim_db_config_switch(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        try run("PRAGMA journal_mode = WAL")
        try run("PRAGMA synchronous = FULL")
        try run("PRAGMA foreign_keys = ON")
        try run("PRAGMA temp_store = MEMORY")
        guard !isReader else {
            try run("PRAGMA query_only = ON")
            return
        }
        // The writer's pages stay good from group to group; a reader's are dropped at every commit anyway.
        try enlargeCache()
        setCheckpoint(pages: Self.usualCheckpoint)
        // In bytes, 32 MiB: what a long reader has made it grow beyond is cut off as soon as it is written from its beginning again.
        try run("PRAGMA journal_size_limit = 33554432")
    }

    /// For who reads rows all over a large table: SQLite's usual 2 MiB of pages would be read from the file again and again.
    func enlargeCache() throws {
        // In KiB.
        try run("PRAGMA cache_size = -16384")
    }

    /// In pages, 16 MiB: rows that change often are copied back into the file once for many commits.
    static let usualCheckpoint = 4096

    /// From so many pages on the log is copied back into the database's file.
    func setCheckpoint(pages: Int) { sqlite3_wal_autocheckpoint(handle, Int32(clamping: pages)) }

    /// Copies the log back as far as nobody reads it; it waits for nobody.
    func checkpoint() {
        _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    /// Has the database's file hold so many bytes more of the disk than it needs now, as far as there are; 0: no more than it needs.
    func keepRoom(_ bytes: Int) {
        let pages = (try? first("PRAGMA page_count") { $0.integer(0) }) ?? 0
        let size = (try? first("PRAGMA page_size") { $0.integer(0) }) ?? 0
        // The file's size is kept at a multiple of this, so that one that holds all of it and the room is the size that it keeps.
        var chunk = bytes == 0 ? 0 : Int32(clamping: pages * size + bytes)
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk)
        var wanted = Int64(chunk)
        if wanted > 0 { sqlite3_file_control(handle, "main", SQLITE_FCNTL_SIZE_HINT, &wanted) }
    }

    /// How many rows have been changed on this connection: the same before and after a group means that nothing was written.
    var changedRows: Int64 { sqlite3_total_changes64(handle) }

    @inlinable
    func using<T>(
        _ sql: StaticString, _ values: [(any SQLiteValue)?], _ body: (Statement) throws -> T
    ) throws -> T {
        let statement = try statement(sql)
        defer { statement.end() }
        try statement.begin(values)
        return try body(statement)
    }

    /// The kept statement of this literal; one for this use alone while the kept one walks through its rows.
    @usableFromInline
    func statement(_ sql: StaticString) throws -> Statement {
        let statement = try free(sql)
        if !statement.isReadOnly { startedChanges &+= 1 }
        return statement
    }

    private func free(_ sql: StaticString) throws -> Statement {
        let key = sql.utf8Start
        guard let statement = kept[key] else {
            let statement = try Statement(sql, on: handle)
            kept[key] = statement
            return statement
        }
        return statement.isInUse ? try Statement(sql, on: handle) : statement
    }
}
