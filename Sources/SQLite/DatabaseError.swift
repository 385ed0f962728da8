/// Why the database cannot be used, now or at all.
public enum DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Too much to do just now: the queue of writes is full, or another program held the file for the whole busy timeout.
    /// Nothing was changed; worth another try.
    case busy
    /// The disk is full, and what is left of it is for urgent writes. Nothing was changed.
    case full
    /// It was used after `close()`.
    case closed
    /// The file could not be made (`code` is the system's error number).
    case noFile(path: String, code: Int32)

    /// In words, for the operator.
    public var description: String {
        switch self {
        case .busy: "the database is in use by another program; try again"
        case .full: "the disk is full; nothing was changed"
        case .closed: "the database is closed"
        case .noFile(let path, let code): "cannot make the file \(path) (error \(code))"
        }
    }
}
