internal import Transport

/// All calls over one UDP socket.
final class DatagramTransport: SIPTransport, DatagramHandler, @unchecked Sendable {
    /// Where messages go; follows the proxy's name.
    private(set) var proxy: PeerAddress
    /// All that its name stands for, and stood for before: a call under way may be answered from there.
    private var addresses: Set<PeerAddress> = []
    private let believed: CallPlacerSettings.Believed
    private let loop: EventLoop
    private weak var listener: (any SIPTransportListener)?
    private var socket: DatagramSocket?

    /// - Throws: `TransportError` when the address is not ours or the port taken.
    init(
        address: String, port: UInt16, proxy: PeerAddress, believed: CallPlacerSettings.Believed, on loop: EventLoop,
        listener: any SIPTransportListener
    ) throws {
        self.proxy = proxy
        self.believed = believed
        self.loop = loop
        self.listener = listener
        socket = try DatagramSocket(address: address, port: port, on: loop, handler: self)
    }

    /// The port that is bound.
    var port: UInt16 { socket?.port ?? 0 }

    /// The proxy's name stands for these now.
    func head(for addresses: [PeerAddress], _ usable: PeerAddress) {
        loop.assertIsCurrent()
        if !addresses.contains(proxy) {
            self.addresses = [proxy]
            proxy = usable
        }
        self.addresses.formUnion(addresses)
    }

    private func isBelieved(_ peer: PeerAddress) -> Bool {
        switch believed {
        case .proxy: peer == proxy || addresses.contains(peer)
        case .proxyHost: peer.bytes == proxy.bytes || addresses.contains { $0.bytes == peer.bytes }
        case .anybody: true
        }
    }

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
            // Whoever is not believed is not heard, but must not pass for silence where he knows of a call (FAULT-10).
            guard isBelieved(peer) || arrival.message.status == nil else {
                listener?.strange(SIPUnreadable(.stranger("\(peer.text) port \(peer.port)"), in: bytes))
                return
            }
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
