internal import CLinux
internal import COpenSSL
internal import Glibc

/// A TCP connection, with TLS or without, on one loop from its first byte to its last.
///
/// Only for its loop's thread (tasks that prefer the loop run there): `Sendable` so that such tasks can hold it, and
/// `@unchecked` because nothing but that rule guards it. After the end all calls do nothing.
public final class Stream: @unchecked Sendable {
    enum Phase: UInt8 {
        /// Ours, on the way to the peer: its name is looked up, or its addresses are tried.
        case connecting
        case handshaking
        case open
        /// No more is read; what is queued is still sent.
        case closing
        /// All is sent and said; what the peer still sends is thrown away until it stops.
        case lingering
        case ended
    }

    /// The loop it lives on.
    public let loop: EventLoop
    /// Who is at the other end; of a connection of ours, the address tried last.
    public internal(set) var peer: PeerAddress
    /// Why a connection of ours, or TLS on it, did not come about; nil where it did, whatever ended it later.
    public internal(set) var error: TransportError?
    /// Application bytes the kernel has taken from us so far; what a peer takes too slowly shows here.
    public internal(set) var bytesSent: UInt64 = 0
    /// Application bytes received so far.
    public internal(set) var bytesReceived: UInt64 = 0
    /// Whether `pauseReading` holds.
    public internal(set) var isReadingPaused = false

    /// The socket, closed by `bury`; -1 while a connection of ours has none.
    var descriptor: Int32
    /// OpenSSL's SSL, freed by `bury`; nil for clear text.
    var tls: OpaquePointer?
    let limits: ConnectionLimits?
    var opener: (@Sendable (Stream) -> any StreamHandler)?
    var handler: (any StreamHandler)?
    /// Before the handshake: what a peer is told that speaks HTTP in clear.
    var clearTextReply: (@Sendable (EventLoop) -> [UInt8])?
    var token = SlotTable.Token(slot: 0, generation: 0)
    var phase: Phase
    var interest = Poller.readable
    var output = OutputQueue()
    /// OpenSSL may have to write before it can read on, and the reverse.
    var readWantsWrite = false
    var writeWantsRead = false
    var lingersAtClose = false
    /// While closing: `bytesSent` when the peer's pace was looked at last.
    var sentAtLastLook: UInt64 = 0
    /// Of a connection of ours: where it goes.
    let route: OutgoingRoute?
    /// Whether its handler was told that it is open.
    var wasOpen = false

    /// Takes over an accepted, non-blocking socket; `opener` is asked for the handler once the handshake is done.
    init(
        accepted descriptor: Int32, peer: PeerAddress, tls: OpaquePointer?, limits: ConnectionLimits?, loop: EventLoop,
        opener: @escaping @Sendable (Stream) -> any StreamHandler
    ) {
        self.descriptor = descriptor
        self.peer = peer
        self.tls = tls
        self.limits = limits
        self.loop = loop
        self.opener = opener
        route = nil
        phase = .handshaking
    }

    /// A connection of ours that has no socket yet; see `Stream.connect`.
    init(_ route: OutgoingRoute, loop: EventLoop) {
        descriptor = -1
        peer = .unknown
        limits = nil
        self.loop = loop
        self.route = route
        phase = .connecting
    }

    /// Whether the bytes travel under TLS.
    public var isSecure: Bool { tls != nil }

    /// Whether the stream still takes what is sent: not closing, not ended.
    public var isOpen: Bool { phase == .open }

    /// Bytes of `send` that the kernel has not taken yet.
    public var pendingOutput: Int { output.byteCount }

    /// Waits for something from now on, in place of what was waited for before; `StreamHandler.deadlinePassed` follows
    /// when it did not come to `setDeadline` or `clearDeadline` again in time.
    public func setDeadline(_ kind: DeadlineKind, after seconds: Double) {
        loop.assertIsCurrent()
        guard phase != .ended else { return }
        loop.deadlines.set(kind, at: loop.time(after: seconds), since: loop.now, slot: token.slot)
    }

    /// Waits for nothing.
    public func clearDeadline() {
        loop.assertIsCurrent()
        guard phase != .ended else { return }
        loop.deadlines.clear(slot: token.slot)
    }

    /// Ends the stream after what is queued has been sent. Nothing more is read or taken.
    /// - Parameter lingering: after a refusal in the middle of a request: what the peer still sends is read and thrown
    ///   away for up to 5 s (1 s while the loop stops), because closing on unread bytes would reset the connection and could destroy the answer
    ///   on its way (RFC 9112 § 9.6).
    public func close(lingering: Bool = false) {
        loop.assertIsCurrent()
        guard phase == .open else {
            if phase == .handshaking || phase == .connecting { abort() }
            return
        }
        phase = .closing
        lingersAtClose = lingering
        guard output.isEmpty else { return awaitTaking() }
        finishClosing()
    }

    /// Ends the stream at once; what is queued is lost.
    public func abort() {
        loop.assertIsCurrent()
        guard phase != .ended else { return }
        phase = .ended
        loop.deadlines.clear(slot: token.slot)
        loop.dead.append(self)
    }

    /// The loop had no room for it: as if it had never been.
    func discardUnopened() {
        loop.assertIsCurrent()
        phase = .ended
        if let tls { SSL_free(tls) }
        Glibc.close(descriptor)
        limits?.release(peer)
    }

    func finishClosing() {
        loop.assertIsCurrent()
        if let tls {
            ERR_clear_error()
            SSL_shutdown(tls)
        }
        guard lingersAtClose else { return abort() }
        shutdown(descriptor, Int32(SHUT_WR))
        phase = .lingering
        watch(Poller.readable)
        setDeadline(.linger, after: lingerSeconds)
    }

    /// A program that ends waits no longer for what nobody will read than a refusal needs on its way.
    var lingerSeconds: Double { loop.stopAt == nil ? 5 : 1 }

    /// The end of the end, when no event of this turn's batch can be for it any more.
    func bury() {
        loop.assertIsCurrent()
        loop.slots.remove(token)
        if let tls { SSL_free(tls) }
        if descriptor >= 0 { Glibc.close(descriptor) }
        limits?.release(peer)
        output = OutputQueue()
        opener = nil
        clearTextReply = nil
        handler?.ended(self)
        handler = nil
    }
}
