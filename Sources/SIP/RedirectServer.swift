internal import Synchronization
public import Transport

/// A SIP redirect server (RFC 3261 § 8.3) over UDP and TCP on one port: it is asked where calls go and answers at once, keeping nothing of
/// any of them. Whom it serves decides by an answer; this class knows no product.
///
/// Any thread may make and close it and read its counts. The rest belongs to its loop's thread, which is what `@unchecked` vouches for.
public final class RedirectServer: @unchecked Sendable {
    /// The port it is asked at.
    public private(set) var port: UInt16 = 0
    private let loop: EventLoop
    private let settings: RedirectSettings
    private let willAnswer: @Sendable () -> Void
    private let desk: RedirectDesk
    private let limits: ConnectionLimits
    private let kept = Mutex(RedirectCounts())
    private var datagrams: DatagramServer?
    private var listener: Listener?

    /// Binds at once, and answers as soon as the loop runs.
    /// - Parameters:
    ///   - address: a numeric one of this machine. Answers leave from it, so that on a machine with several one of them is named.
    ///   - port: 0 lets the system choose.
    ///   - secret: random; tags of To are made of it.
    ///   - willAnswer: called on the loop when requests are there, before the first of them is answered.
    ///   - decide: called on the loop for every INVITE that begins a call; it must not wait for anything.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(
        address: String, port: UInt16, settings: RedirectSettings = RedirectSettings(), secret: UInt64,
        on loop: EventLoop, willAnswer: @escaping @Sendable () -> Void = {},
        decide: @escaping @Sendable (RedirectQuestion) -> RedirectAnswer
    ) throws {
        self.loop = loop
        self.settings = settings
        self.willAnswer = willAnswer
        desk = RedirectDesk(settings, secret: secret, decide: decide)
        limits = ConnectionLimits(total: settings.connections, perAddress: settings.connections)
        let listener = try Listener(address: address, port: port, limits: limits, on: loop) { [weak self] stream in
            self?.open(stream) ?? RedirectStranger(stream)
        }
        self.port = listener.port
        do {
            let datagrams = try DatagramServer(
                address: address, port: listener.port, datagramBytes: settings.headBytes,
                answerBytes: RedirectDesk.answerBytes(settings), on: loop, responder: self)
            // The loop may be running.
            loop.execute { [self] in
                self.listener = listener
                self.datagrams = datagrams
            }
        } catch {
            listener.close()
            throw error
        }
    }

    /// What it has done so far.
    public var counts: RedirectCounts { kept.withLock { $0 } }

    /// Any thread: answers no more, and gives the port back.
    public func close() {
        loop.execute { [self] in
            listener?.close()
            listener = nil
            datagrams?.close()
            datagrams = nil
        }
    }

    fileprivate func open(_ stream: Stream) -> any StreamHandler {
        loop.assertIsCurrent()
        guard desk.admits(stream.peer) else {
            keepCounts()
            return RedirectStranger(stream)
        }
        stream.setDeadline(.idle, after: settings.idleSeconds)
        return RedirectConnection(self, settings)
    }

    private func keepCounts() {
        let counts = desk.counts
        kept.withLock { $0 = counts }
    }

    /// Requests have come over a connection.
    func requestsArrived() {
        loop.assertIsCurrent()
        willAnswer()
    }

    /// Answers the request that a connection's bytes begin with.
    func answer(
        _ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, into room: UnsafeMutableRawBufferPointer
    ) -> Int? {
        loop.assertIsCurrent()
        defer { keepCounts() }
        let isOverloaded = !desk.isInTime(peer, at: loop.now)
        return bytes.withMemoryRebound(to: UInt8.self) { bytes in
            desk.answer(bytes.span, length: nil, from: peer, isOverloaded: isOverloaded, into: room)?.count
        }
    }

    /// Bytes have come over a connection that are no requests.
    func unreadable() {
        loop.assertIsCurrent()
        desk.counts.unreadable += 1
        keepCounts()
    }
}

extension RedirectServer: DatagramResponder {
    public func datagramsArrived() {
        loop.assertIsCurrent()
        willAnswer()
    }

    public func answer(
        _ bytes: UnsafeRawBufferPointer, length: Int, from peer: PeerAddress, into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer? {
        loop.assertIsCurrent()
        guard desk.admits(peer), desk.isInTime(peer, at: loop.now) else { return nil }
        return bytes.withMemoryRebound(to: UInt8.self) { bytes in
            desk.answer(bytes.span, length: length, from: peer, into: room)
        }
    }

    public func datagramsAnswered() {
        loop.assertIsCurrent()
        keepCounts()
    }

    public func closed(_ server: DatagramServer) {
        loop.assertIsCurrent()
        datagrams = nil
        keepCounts()
    }
}

/// Somebody who is not heard.
private final class RedirectStranger: StreamHandler {
    init(_ stream: Stream) { stream.abort() }

    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {}

    func ended(_ stream: Stream) {}
}
