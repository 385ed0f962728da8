internal import CLinux
internal import Glibc

/// Makes a listening TCP socket, and tells its port.
enum ListeningSocket {
    /// Connections waiting to be accepted; the kernel's own limit may be lower (net.core.somaxconn).
    private static let backlog: Int32 = 4096

    /// Binds and listens, on the numeric address given; `::` is for IPv4 too.
    static func make(address: String, port: UInt16, reusePort: Bool) throws -> Int32 {
        let attempt = "listen on \(address) port \(port)"
        var storage = sockaddr_storage()
        let (family, length) = try fill(&storage, address: address, port: port, attempt: attempt)
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw TransportFailure.system(attempt) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, to: 1)
        if reusePort { set(descriptor, SOL_SOCKET, SO_REUSEPORT, to: 1) }
        if family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: 0) }
        // What is accepted inherits it: a system call saved for each connection.
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
        let isBound = withUnsafeBytes(of: storage) { bytes in
            bind(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), length) == 0
        }
        guard isBound, listen(descriptor, backlog) == 0 else {
            let failure = TransportFailure.system(attempt)
            close(descriptor)
            throw failure
        }
        return descriptor
    }

    /// The port a socket is bound to; 0 if that cannot be told.
    static func port(of descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = withUnsafeMutableBytes(of: &storage) { bytes in
            getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
        }
        return code == 0 ? PeerAddress(storage).port : 0
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ name: Int32, to value: Int32) {
        var value = value
        setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func fill(
        _ storage: inout sockaddr_storage, address: String, port: UInt16, attempt: String
    ) throws -> (family: Int32, length: socklen_t) {
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, address, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: four, as: sockaddr_in.self) }
            return (AF_INET, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        guard inet_pton(AF_INET6, address, &six.sin6_addr) == 1 else {
            throw TransportFailure(attempt, reason: "not a numeric address")
        }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: six, as: sockaddr_in6.self) }
        return (AF_INET6, socklen_t(MemoryLayout<sockaddr_in6>.size))
    }
}
