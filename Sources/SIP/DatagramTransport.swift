internal import Transport

/// All calls over one UDP socket.
final class DatagramTransport: SIPTransport, DatagramHandler, @unchecked Sendable {
    /// Where messages go; follows the proxy's name.
    var proxy: PeerAddress
    private let loop: EventLoop
    private weak var listener: (any SIPTransportListener)?
    private var socket: DatagramSocket?

    /// - Throws: `TransportError` when the address is not ours or the port taken.
    init(
        address: String, port: UInt16, proxy: PeerAddress, on loop: EventLoop, listener: any SIPTransportListener
    ) throws {
        self.proxy = proxy
        self.loop = loop
        self.listener = listener
        socket = try DatagramSocket(address: address, port: port, on: loop, handler: self)
    }

    /// The port that is bound.
    var port: UInt16 { socket?.port ?? 0 }

    func send(_ bytes: [UInt8]) -> String? {
        loop.assertIsCurrent()
        guard let socket else { return "the socket is closed" }
        return socket.send(bytes, to: proxy)
    }

    func reply(_ bytes: [UInt8], to arrival: SIPArrival) {
        loop.assertIsCurrent()
        // Only the proxy is answered: whoever forges a sender must not be able to point us at others.
        guard arrival.source?.bytes == proxy.bytes, let address = arrival.returnAddress else { return }
        socket?.send(bytes, to: address)
    }

    func close() {
        loop.assertIsCurrent()
        listener = nil
        socket?.close()
        socket = nil
    }

    func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
        loop.assertIsCurrent()
        let bytes = [UInt8](bytes)
        do {
            var arrival = try SIPArrival(datagram: bytes)
            arrival.source = peer
            listener?.received(arrival)
        } catch .empty {
            // A keep-alive.
        } catch {
            listener?.unreadable(SIPUnreadable(error, in: bytes))
        }
    }

    func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
    ) {
        loop.assertIsCurrent()
        guard let branch = CallNames.branch(in: bytes) else { return }
        listener?.undelivered(branch: branch, reason: reason)
    }

    func closed(_ socket: DatagramSocket) {
        loop.assertIsCurrent()
        self.socket = nil
        listener?.stopped()
    }
}
