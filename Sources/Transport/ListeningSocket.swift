internal import CLinux
internal import Glibc

/// Makes a listening TCP socket, and tells its port.
enum ListeningSocket {
    /// Connections waiting to be accepted; the kernel's own limit may be lower (net.core.somaxconn).
    private static let backlog: Int32 = 4096

    /// The path in `unix:/run/…`; nil for an internet address.
    static func path(in address: String) -> String? {
        address.hasPrefix("unix:/") ? String(address.dropFirst("unix:".count)) : nil
    }

    /// Binds and listens, on the numeric address given; `::` is for IPv4 too.
    static func make(address: String, port: UInt16, reusePort: Bool) throws -> Int32 {
        if let path = path(in: address) { return try LocalSocket.listen(at: path, backlog: backlog) }
        let attempt = "listen on \(address) port \(port)"
        guard let place = SocketAddress(numeric: address, port: port) else {
            throw TransportError(attempt, reason: "not a numeric address")
        }
        let descriptor = place.makeSocket()
        guard descriptor >= 0 else { throw TransportError.system(attempt) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, to: 1)
        if reusePort { set(descriptor, SOL_SOCKET, SO_REUSEPORT, to: 1) }
        if place.family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: 0) }
        // What is accepted inherits it: a system call saved for each connection.
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
        let isBound = place.withPointer { bind(descriptor, $0, $1) == 0 }
        guard isBound, listen(descriptor, backlog) == 0 else {
            let error = TransportError.system(attempt)
            Glibc.close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Gives a socket up that was only made to see whether it can be.
    static func close(_ descriptor: Int32) { Glibc.close(descriptor) }

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
}
