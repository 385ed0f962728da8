import Glibc

/// How much a file system still takes.
public enum DiskRoom {
    /// Bytes that are free for this program where `path` lies; nil when the system does not say.
    public static func free(at path: String) -> Int? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int(
            clamping: UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize)).partialValue)
    }

    /// Has the file at `path`, made when it is not there, hold at least `bytes` of the disk. False when there is no such room.
    static func take(_ bytes: Int, at path: String) -> Bool {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var code: Int32
        repeat { code = posix_fallocate(descriptor, 0, off_t(bytes)) } while code == EINTR
        return code == 0
    }
}
