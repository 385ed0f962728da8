internal import CLinux
internal import Glibc

/// A port on which connections are accepted, by one loop. Several loops share a port by a listener each.
public final class Listener: @unchecked Sendable {
    /// A connection that has not agreed on TLS within so many seconds goes.
    private static let handshakeSeconds = 10.0
    /// Connections accepted in one turn, so that a storm of new ones leaves the others their share.
    private static let acceptsPerTurn = 32

    /// The loop whose streams come from here.
    public let loop: EventLoop
    /// The port bound, also when port 0 was asked for.
    public let port: UInt16

    private let descriptor: Int32
    private let tls: TLSContext?
    private let limits: ConnectionLimits?
    private let handler: @Sendable (Stream) -> any StreamHandler
    private let clearTextReply: (@Sendable (EventLoop) -> [UInt8])?
    /// Of the loop's thread from here on.
    private var token: SlotTable.Token?
    private var isClosed = false
    /// Of a local socket: where it lies.
    private let path: String?

    /// Binds at once, and accepts as soon as the loop runs.
    /// - Parameters:
    ///   - address: numeric: "127.0.0.1", "0.0.0.0", "::" (IPv4 too); or "unix:" and the path of a socket in the file system.
    ///   - port: 0 lets the system choose.
    ///   - reusePort: whether other listeners may share the port, for a listener a loop.
    ///   - tls: nil for clear text.
    ///   - limits: shared among all listeners it shall count.
    ///   - clearTextReply: under TLS, what somebody is told on the loop who speaks HTTP in clear; nil closes without a word.
    ///   - handler: asked on the loop, once a connection is ready for bytes; set its first deadline there.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(
        address: String, port: UInt16, reusePort: Bool = false, tls: TLSContext? = nil, limits: ConnectionLimits? = nil,
        on loop: EventLoop, clearTextReply: (@Sendable (EventLoop) -> [UInt8])? = nil,
        handler: @escaping @Sendable (Stream) -> any StreamHandler
    ) throws {
        self.loop = loop
        self.tls = tls
        self.limits = limits
        self.handler = handler
        self.clearTextReply = clearTextReply
        path = ListeningSocket.path(in: address)
        descriptor = try ListeningSocket.make(address: address, port: port, reusePort: reusePort)
        self.port = ListeningSocket.port(of: descriptor)
        loop.execute { [self] in open() }
    }

    /// Any thread: accepts no more; connections already accepted stay.
    public func close() {
        loop.execute { [self] in closeOnLoop() }
    }

    private func open() {
        guard !isClosed else { return }
        guard loop.stopAt == nil else { return closeOnLoop() }
        let token = loop.slots.insert(.listener(self))
        self.token = token
        _ = loop.poller.add(descriptor, interest: Poller.readable, data: token.data)
    }

    func closeOnLoop() {
        loop.assertIsCurrent()
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
        if let path { unlink(path) }
        if let token { loop.slots.remove(token) }
        token = nil
    }

    /// Whether waiting connections are reported.
    func setAccepting(_ isAccepting: Bool) {
        loop.assertIsCurrent()
        guard let token else { return }
        loop.poller.change(descriptor, interest: isAccepting ? Poller.readable : 0, data: token.data)
    }

    /// Connections are waiting.
    func ready() {
        loop.assertIsCurrent()
        for _ in 0..<Self.acceptsPerTurn {
            var peer = sockaddr_storage()
            let accepted = linux_accept(descriptor, &peer)
            if accepted >= 0 {
                admit(accepted, peer: PeerAddress(peer))
                continue
            }
            switch errno {
            case EAGAIN: return
            // Troubles of one connection that is gone again (accept(2)), or a signal: the next one may be well.
            case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
                ENETUNREACH, EPERM:
                continue
            default: return loop.pauseListening()
            }
        }
    }

    private func admit(_ accepted: Int32, peer: PeerAddress) {
        guard isAdmitted(peer) else {
            Glibc.close(accepted)
            return
        }
        let connection = tls?.makeConnection(accepted)
        let stream = Stream(
            accepted: accepted, peer: peer, tls: connection, limits: limits, loop: loop, opener: handler)
        guard tls == nil || connection != nil, loop.add(stream, interest: Poller.readable) else {
            return stream.discardUnopened()
        }
        if connection != nil {
            stream.clearTextReply = clearTextReply
            stream.setDeadline(.handshake, after: Self.handshakeSeconds)
        } else {
            stream.shakeHands()
        }
    }

    private func isAdmitted(_ peer: PeerAddress) -> Bool {
        guard let limits else { return true }
        switch limits.admit(peer) {
        case .admitted: return true
        case .addressFull: return false
        case .full:
            return loop.makeRoom(in: limits) && limits.admit(peer, isInsisting: true) == .admitted
        }
    }
}
