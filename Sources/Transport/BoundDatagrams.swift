internal import CLinux
internal import Glibc

/// A UDP socket on a loop, as the loop sees it. All calls on its thread.
protocol DatagramPort: AnyObject, Sendable {
    /// Datagrams, or news of lost ones, are waiting.
    func ready(_ bits: UInt32)

    func closeOnLoop()
}

/// A UDP socket that is bound, for IPv4 or IPv6, and not blocking; whoever has it closes it.
struct BoundDatagrams {
    let descriptor: Int32
    /// AF_INET or AF_INET6.
    let family: Int32
    /// The port bound, also when port 0 was asked for.
    let port: UInt16

    /// Asked of the kernel for datagrams not taken yet; it may grant less (net.core.rmem_max).
    private static let kernelBufferBytes: Int32 = 4 * 1024 * 1024

    /// - Parameters:
    ///   - address: numeric: "127.0.0.1", "0.0.0.0", "::" (IPv4 too).
    ///   - port: 0 lets the system choose.
    ///   - reportsUndelivered: whether the socket tells of datagrams that have reached nobody (ICMP).
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    init(address: String, port: UInt16, reportsUndelivered: Bool) throws {
        let attempt = "receive on \(address) port \(port) (UDP)"
        guard let place = SocketAddress(numeric: address, port: port) else {
            throw TransportError(attempt, reason: "not a numeric address")
        }
        let descriptor = place.makeDatagramSocket()
        guard descriptor >= 0 else { throw TransportError.system(attempt) }
        Self.set(descriptor, SOL_SOCKET, SO_RCVBUF, to: Self.kernelBufferBytes)
        let reports: Int32 = reportsUndelivered ? 1 : 0
        if place.family == AF_INET6 {
            Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: 0)
            Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_RECVERR, to: reports)
        }
        // On a socket for both families it is IPv4's half; on one for IPv6 only, it is refused without harm.
        Self.set(descriptor, Int32(IPPROTO_IP), IP_RECVERR, to: reports)
        guard place.withPointer({ bind(descriptor, $0, $1) }) == 0 else {
            let error = TransportError.system(attempt)
            Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        family = place.family
        self.port = ListeningSocket.port(of: descriptor)
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ name: Int32, to value: Int32) {
        var value = value
        setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
