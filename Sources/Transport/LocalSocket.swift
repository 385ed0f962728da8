internal import CLinux
internal import Glibc

/// A listening socket in the file system: who may speak to it is a matter of its folder and its rights, which are for the owner
/// and the group.
enum LocalSocket {
    static func listen(at path: String, backlog: Int32) throws -> Int32 {
        let attempt = "listen at \(path)"
        guard let address = address(of: path) else { throw TransportError(attempt, reason: "the path is too long") }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw TransportError.system(attempt) }
        do {
            try removeStale(path, address, attempt)
            // Until its rights are set nobody can write to it but its owner: no usual mask leaves that to others.
            guard bind(descriptor, address), Glibc.listen(descriptor, backlog) == 0, chmod(path, 0o660) == 0 else {
                throw TransportError.system(attempt)
            }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// What a program that was killed has left behind. A socket that somebody still listens at stays, and so does any other file.
    private static func removeStale(_ path: String, _ address: sockaddr_un, _ attempt: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw TransportError(attempt, reason: "a file is there that is no socket")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        defer { close(probe) }
        guard !connect(probe, address), errno == ECONNREFUSED else {
            throw TransportError(attempt, reason: "another program listens there")
        }
        unlink(path)
    }

    private static func address(of path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        return withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count, !bytes.contains(0) else { return false }
            room.copyBytes(from: bytes)
            return true
        } ? address : nil
    }

    private static func bind(_ descriptor: Int32, _ address: sockaddr_un) -> Bool {
        withPointer(address) { Glibc.bind(descriptor, $0, $1) == 0 }
    }

    private static func connect(_ descriptor: Int32, _ address: sockaddr_un) -> Bool {
        withPointer(address) { Glibc.connect(descriptor, $0, $1) == 0 }
    }

    private static func withPointer(
        _ address: sockaddr_un, _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Bool
    ) -> Bool {
        withUnsafeBytes(of: address) {
            body($0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
