import Foundation
import Glibc
import Synchronization

/// A file system of a few MiB in memory, which a test can fill. Only root can make one: tests ask `isPossible` and say that they are
/// skipped.
public final class SmallDisk: Sendable {
    public let path: String

    /// Tried once.
    public static let isPossible = (try? SmallDisk(mebibytes: 1)) != nil

    public init(mebibytes: Int) throws {
        path = NSTemporaryDirectory() + "hikari-disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else {
            rmdir(path)
            throw StartedProgram.Failure(description: "no file system can be mounted here (error \(errno))")
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }

    /// Another program's file, which takes all that is left.
    public func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(file) }
        for size in [65536, 4096] {
            let bytes = [UInt8](repeating: 7, count: size)
            while write(file, bytes, size) == size {}
        }
        guard errno == ENOSPC else { throw StartedProgram.Failure(description: "the disk did not fill (\(errno))") }
    }

    /// The other program's file goes.
    public func clear() { unlink(filler) }

    private var filler: String { path + "/filler" }
}
