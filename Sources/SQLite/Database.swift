import Glibc
import Synchronization

/// A database file: read by every thread through a connection of its own, written by one thread that commits in groups.
///
/// WAL with synchronous=FULL: what has been acknowledged survives a crash of the program and of the machine. Other programs
/// (the command line) may write the same file at the same time; each waits for the other up to the busy timeout.
public final class Database: Sendable {
    private let readers: Readers
    private let queue: WriteQueue
    private let writer: Writer
    private let isClosed = Atomic<Bool>(false)

    /// Opens the file at `path`, making it (mode 0600) when it is not there, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - migrationLists: those of all modules that have tables in it, the lowest module first.
    ///   - queueCapacity: how many writes may wait; one more is refused with `DatabaseError.busy`.
    ///   - busyTimeout: milliseconds to wait for another program's lock.
    ///   - reserve: bytes of the disk that are kept for urgent writes (`Urgency`) when it is full; for one program at a time.
    ///   - watch: hears how writing goes, on the writer's thread.
    public init(
        path: String, migrationLists: [[Migration]], queueCapacity: Int = 4096, busyTimeout: Int = 10_000,
        reserve: Int = 0, watch: @escaping @Sendable (WritingEvent) -> Void = { _ in }
    ) throws {
        let connection = try Self.open(path, migrationLists, busyTimeout: busyTimeout, hasReserve: reserve > 0)
        readers = try Readers {
            let connection = try Connection(path: path)
            try connection.configure(busyTimeout: busyTimeout, isReader: true)
            return connection
        }
        queue = WriteQueue(capacity: queueCapacity)
        writer = Writer(
            connection: connection, queue: queue, reserve: reserve > 0 ? Reserve(besides: path, size: reserve) : nil,
            watch: watch)
        try writer.start()
    }

    /// On a disk that is full even opening takes some room: then the reserve is for that.
    private static func open(
        _ path: String, _ migrationLists: [[Migration]], busyTimeout: Int, hasReserve: Bool
    ) throws -> Connection {
        do {
            return try open(path, migrationLists, busyTimeout: busyTimeout)
        } catch let error as SQLiteError where error.isBrokenStorage && hasReserve {
            guard unlink(path + Reserve.ending) == 0 else { throw error }
            return try open(path, migrationLists, busyTimeout: busyTimeout)
        }
    }

    private static func open(_ path: String, _ migrationLists: [[Migration]], busyTimeout: Int) throws -> Connection {
        try secureFile(at: path)
        let connection = try Connection(path: path)
        try connection.configure(busyTimeout: busyTimeout, isReader: false)
        try connection.migrate(migrationLists)
        return connection
    }

    /// Whether the reserve of the database at `path` is there; for who looks from outside.
    public static func hasReserve(at path: String) -> Bool { Reserve.isThere(besides: path) }

    deinit { close() }

    /// Reads through this thread's connection. All queries of one `body` see one snapshot; on a thread that keeps reads
    /// open, all of one turn do. Neither the connection nor a row may leave the closure.
    @discardableResult
    public func read<T>(_ body: (Connection) throws -> T) throws -> T {
        if isClosed.load(ordering: .relaxed) { throw DatabaseError.closed }
        return try readers.current().read(body)
    }

    /// Writes, and returns after the commit; who has written reads it from then on, also on a thread that keeps reads open. A `body` that
    /// throws undoes its own changes only; its error comes back here.
    ///
    /// `body` runs on the writer's thread in a group with others, at once and for a short time. It may run again if
    /// an earlier time did not last, so it must do nothing but read and change the database. Throws `DatabaseError.busy` when the queue is full.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let written: T = try await withCheckedThrowingContinuation { continuation in
            let write = PendingWrite(
                perform: { connection in
                    let value = try body(connection)
                    return { continuation.resume(returning: value) }
                },
                fail: { continuation.resume(throwing: $0) })
            do {
                try queue.add(write)
            } catch {
                continuation.resume(throwing: error)
            }
        }
        // Somebody else may have read in this turn before the commit: that snapshot does not have it.
        endTurn()
        return written
    }

    /// From now on this thread's read transaction stays open from its first read to `endTurn()`: for a loop's thread, whose
    /// requests of one turn then share one snapshot.
    /// - Parameter hasLargeCache: whether the thread reads rows all over a large table, often.
    public func keepReadsOpenUntilEndOfTurn(hasLargeCache: Bool = false) throws {
        if isClosed.load(ordering: .relaxed) { throw DatabaseError.closed }
        let reader = try readers.current()
        reader.staysOpen = true
        if hasLargeCache { try reader.enlargeCache() }
    }

    /// Ends this thread's read transaction, if one is open: the next read sees all that has been committed. Cheap otherwise.
    public func endTurn() {
        if isClosed.load(ordering: .relaxed) { return }
        readers.existing?.endTurn()
    }

    /// Writes what is queued, ends the writer's thread and closes all connections. Nobody may be reading any more; later
    /// reads and writes throw `DatabaseError.closed`.
    public func close() {
        guard queue.close() else { return }
        isClosed.store(true, ordering: .relaxed)
        readers.closeAll()
        writer.waitUntilEnded()
    }
}
