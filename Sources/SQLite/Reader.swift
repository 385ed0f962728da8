import Synchronization
internal import Threads

/// A thread's own connection for reading, and the read transaction it is in.
///
/// Invariant: everything but `close()` is called on that thread only; `close()` on it too, or after its last read.
final class Reader: @unchecked Sendable {
    private var connection: Connection?
    private var depth = 0
    private var isOpen = false
    private let confinement = ThreadConfinement()
    /// A loop's thread: the transaction of the first read stays open until `endTurn()`.
    var staysOpen = false

    /// A reader over `connection`, which it owns from now on; for the thread that calls this.
    init(connection: Connection) {
        confinement.begin()
        self.connection = connection
    }

    /// Runs `body` inside a read transaction; a read within a read sees the same snapshot.
    func read<T>(_ body: (Connection) throws -> T) throws -> T {
        confinement.assertHere()
        guard let connection else { throw DatabaseError.closed }
        if !isOpen {
            try connection.run("BEGIN")
            isOpen = true
        }
        depth += 1
        defer {
            depth -= 1
            if depth == 0 && !staysOpen { endTurn() }
        }
        return try body(connection)
    }

    /// Ends the read transaction, if one is open: the next read sees what has been committed since.
    func endTurn() {
        confinement.assertHere()
        guard isOpen else { return }
        isOpen = false
        _ = try? connection?.run("COMMIT")
    }

    /// Has it keep more pages as long as nobody commits.
    func enlargeCache() throws {
        confinement.assertHere()
        try connection?.enlargeCache()
    }

    /// Closes the connection.
    func close() {
        connection = nil
    }
}

/// The readers of all threads. A thread's reader is opened at its first read and closed when the thread ends.
final class Readers: Sendable {
    private let key: ThreadKey<Reader>
    private let makeConnection: @Sendable () throws -> Connection
    private let all: Mutex<[ObjectIdentifier: Reader]>

    /// Readers whose connections `makeConnection` opens.
    init(makeConnection: @escaping @Sendable () throws -> Connection) throws {
        self.makeConnection = makeConnection
        all = Mutex([:])
        key = try ThreadKey()
    }

    /// This thread's reader.
    func current() throws -> Reader {
        if let reader = key.value { return reader }
        let reader = Reader(connection: try makeConnection())
        all.withLock { $0[ObjectIdentifier(reader)] = reader }
        key.set(reader) { [weak self] in self?.close(reader) }
        return reader
    }

    /// This thread's reader if it has one.
    var existing: Reader? { key.value }

    /// Closes the readers of all threads, which must not be reading any more.
    func closeAll() {
        let readers = all.withLock { readers in
            defer { readers.removeAll() }
            return readers
        }
        for reader in readers.values { reader.close() }
    }

    private func close(_ reader: Reader) {
        // Whoever takes it out of the table closes it: its own thread at its end, or closeAll().
        if all.withLock({ $0.removeValue(forKey: ObjectIdentifier(reader)) }) != nil { reader.close() }
    }
}
