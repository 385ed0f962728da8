import CSQLite
import Glibc

/// Room that is kept beside the database for the day when the disk is full: a file that holds nothing. It is given up at the first
/// write that finds no room, and what it held goes at once to the database and its log, so that no other program can have it;
/// from then on only urgent writes are taken. When there is room again it is taken back.
///
/// Invariant: used by the thread that uses the writer's connection.
final class Reserve {
    /// The file's name behind the database's.
    static let ending = "-reserve"
    /// Of the reserve, for the log: it is written again from its beginning after a quarter of that at the latest.
    private static let shareOfLog = 4
    private static let pageSize = 4096
    /// Nanoseconds from one look for room to the next.
    private static let lookAgain: UInt64 = 1_000_000_000

    private let database: String
    private let size: Int
    private(set) var isGivenUp = false
    private var looksAt: UInt64 = 0

    /// - Parameters:
    ///   - database: the database file's path.
    ///   - size: in bytes.
    init(besides database: String, size: Int) {
        self.database = database
        self.size = size
    }

    private var path: String { database + Self.ending }

    /// Takes the room, or finds that there is none.
    func begin(_ connection: Connection) {
        guard !DiskRoom.take(size, at: path) else { return }
        giveUp(connection)
    }

    /// Outside of a transaction.
    func giveUp(_ connection: Connection) {
        isGivenUp = true
        looksAt = Self.now() + Self.lookAgain
        unlink(path)
        let ofLog = size / Self.shareOfLog
        connection.keepRoom(size - ofLog)
        // What the log holds goes into the database, after which it is written from its beginning and grows no more.
        connection.setCheckpoint(pages: max(16, ofLog / Self.shareOfLog / Self.pageSize))
        connection.checkpoint()
        _ = DiskRoom.take(ofLog, at: database + "-wal")
    }

    /// True when there is room again. Looks once a second at most; half as much must be free beyond it, so that the next save
    /// does not give it up again.
    func takeBack(_ connection: Connection) -> Bool {
        let now = Self.now()
        guard now >= looksAt else { return false }
        looksAt = now + Self.lookAgain
        guard let free = DiskRoom.free(at: database), free >= size + size / 2, DiskRoom.take(size, at: path) else {
            return false
        }
        isGivenUp = false
        connection.keepRoom(0)
        connection.setCheckpoint(pages: Connection.usualCheckpoint)
        return true
    }

    /// Of a clock that nobody can set.
    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

extension Reserve {
    /// Whether the reserve of the database at `path` is there, for who looks from outside.
    static func isThere(besides path: String) -> Bool { access(path + ending, F_OK) == 0 }
}
