import Synchronization
import Testing
import Transport

/// A way from a proxy to the server that it asks, on which the first replies are lost.
///
/// It has the proxy's port at another address of this machine: replies go to the address that a request came from, and the port that its
/// Via names (RFC 3261 § 18.2.2).
final class LosingRelay: DatagramHandler {
    static let address = "127.0.0.2"

    private let loop: EventLoop
    private let proxy: PeerAddress
    private let server: PeerAddress
    private let lost: Int
    private let seen = Mutex<[[UInt8]]>([])

    init(port: UInt16, to server: UInt16, losing lost: Int) throws {
        loop = try EventLoop(name: "relay")
        proxy = try #require(PeerAddress(numeric: "127.0.0.1", port: port))
        self.server = try #require(PeerAddress(numeric: "127.0.0.1", port: server))
        self.lost = lost
        _ = try DatagramSocket(address: Self.address, port: port, on: loop, handler: self)
        try loop.start()
    }

    /// Loops hold their sockets, and these their handler.
    func end() {
        loop.stop()
        loop.join()
    }

    /// The replies that came, the lost ones too.
    var replies: [[UInt8]] { seen.withLock { $0 } }

    func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
        guard peer == server else {
            socket.send(Array(bytes), to: server)
            return
        }
        let count = seen.withLock { seen in
            seen.append(Array(bytes))
            return seen.count
        }
        if count > lost { socket.send(Array(bytes), to: proxy) }
    }

    func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
    ) {}

    func closed(_ socket: DatagramSocket) {}
}
