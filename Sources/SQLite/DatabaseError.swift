/// Why the database cannot be used, now or at all.
public enum DatabaseError: Error, Sendable, Equatable {
    /// Too much to do just now: the queue of writes is full, or another program held the file for the whole busy timeout.
    /// Nothing was changed; worth another try.
    case busy
    /// It was used after `close()`.
    case closed
    /// The file could not be made (`code` is the system's error number).
    case noFile(path: String, code: Int32)
}
