internal import CLinux
internal import Glibc

/// Who a UDP socket's datagrams are for. All calls come on the thread of the socket's loop.
public protocol DatagramHandler: AnyObject, Sendable {
    /// A datagram came in, perhaps an empty one. Its bytes are the loop's: valid only during the call.
    func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket)

    /// A datagram of ours did not reach anybody, as the network has told (ICMP): port, host or network unreachable.
    /// - Parameters:
    ///   - bytes: its beginning, as much as came back; valid only during the call.
    ///   - reason: the system's words.
    func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket)

    /// The socket is closed, by `close` or because its loop stops. The last call.
    func closed(_ socket: DatagramSocket)
}

/// A UDP socket on a loop, for IPv4 or IPv6, sending to and receiving from anybody.
///
/// `send` is for the loop's thread only; that rule is what `@unchecked` vouches for.
public final class DatagramSocket: DatagramPort, @unchecked Sendable {
    /// Datagrams taken in one turn, so that a storm of them leaves the loop's others their share.
    private static let receivesPerTurn = 64

    /// The loop it lives on.
    public let loop: EventLoop
    /// The port bound, also when port 0 was asked for.
    public let port: UInt16
    /// Datagrams the kernel had no room for; for counting.
    public private(set) var unsentCount: UInt64 = 0

    private let door: DatagramDoor
    private let family: Int32
    private var handler: (any DatagramHandler)?

    /// Binds at once, and receives as soon as the loop runs.
    /// - Parameters:
    ///   - address: numeric: "127.0.0.1", "0.0.0.0", "::" (IPv4 too).
    ///   - port: 0 lets the system choose.
    ///   - handler: held until the socket is closed.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(address: String, port: UInt16, on loop: EventLoop, handler: any DatagramHandler) throws {
        let bound = try BoundDatagrams(address: address, port: port, reportsUndelivered: true)
        self.loop = loop
        self.handler = handler
        door = DatagramDoor(bound.descriptor, on: loop)
        family = bound.family
        self.port = bound.port
        loop.execute { [self] in door.open(for: self) }
    }

    /// Sends one datagram.
    /// - Returns: nil, or the system's words for why it could not leave. A datagram for which the kernel had no room
    ///   counts as one lost on the way: nil, and `unsentCount` rises.
    @discardableResult
    public func send(_ bytes: [UInt8], to peer: PeerAddress) -> String? {
        loop.assertIsCurrent()
        guard !door.isClosed else { return "the socket is closed" }
        let address = SocketAddress(peer, family: family)
        // What is told of an earlier datagram can be in the way of this one, once.
        for _ in 0..<2 {
            let code = bytes.withUnsafeBytes { bytes in
                address.withPointer { sendto(door.descriptor, bytes.baseAddress, bytes.count, 0, $0, $1) }
            }
            guard code < 0 else { return nil }
            switch errno {
            case EAGAIN, ENOBUFS, ENOMEM:
                unsentCount += 1
                return nil
            case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EINTR: continue
            default: return TransportError.system("send").reason
            }
        }
        return TransportError.system("send").reason
    }

    /// Any thread: receives and sends no more.
    public func close() {
        loop.execute { [self] in closeOnLoop() }
    }

    /// The address from which this machine reaches another, as its routing tables stand; nil when there is no way.
    public static func localAddress(toward peer: PeerAddress) -> PeerAddress? {
        let address = SocketAddress(peer, family: peer.isIPv4 ? AF_INET : AF_INET6)
        let descriptor = address.makeDatagramSocket()
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        // Connecting a UDP socket sends nothing; it only chooses.
        guard address.withPointer({ connect(descriptor, $0, $1) }) == 0 else { return nil }
        return SocketAddress(boundTo: descriptor)?.peer
    }

    func closeOnLoop() {
        guard door.close() else { return }
        let handler = self.handler
        self.handler = nil
        handler?.closed(self)
    }

    /// Datagrams, or news of lost ones, are waiting.
    func ready(_ bits: UInt32) {
        loop.assertIsCurrent()
        if bits & Poller.broken != 0 { takeUndelivered() }
        for _ in 0..<Self.receivesPerTurn {
            guard !door.isClosed else { return }
            var storage = sockaddr_storage()
            let count = linux_receive_datagram(
                door.descriptor, loop.input.baseAddress, loop.input.count, &storage)
            guard count >= 0 else {
                if errno == EAGAIN { return }
                continue
            }
            handler?.received(
                UnsafeRawBufferPointer(rebasing: loop.input[..<count]), from: PeerAddress(storage), on: self)
            loop.runLocalJobs()
        }
    }

    private func takeUndelivered() {
        for _ in 0..<Self.receivesPerTurn {
            guard !door.isClosed else { return }
            var storage = sockaddr_storage()
            var code: Int32 = 0
            let count = linux_receive_undelivered(
                door.descriptor, loop.input.baseAddress, loop.input.count, &storage, &code)
            guard count >= 0 else { return }
            handler?.undelivered(
                UnsafeRawBufferPointer(rebasing: loop.input[..<count]), to: PeerAddress(storage),
                reason: TransportError.system("send", code: code).reason, on: self)
        }
    }
}
