internal import Synchronization
internal import Transport

/// The sockets of a server that answers at once: UDP and TCP on one port, for a desk that judges.
///
/// Any thread may make and close it and read its counts. The rest belongs to its loop's thread, which is what `@unchecked` vouches for.
final class RequestServer<Desk: RequestDesk>: @unchecked Sendable {
    private(set) var port: UInt16 = 0
    let desk: Desk
    private let loop: EventLoop
    private let willAnswer: @Sendable () -> Void
    private let limits: ConnectionLimits
    private let kept = Mutex(Desk.Counts())
    private var datagrams: DatagramServer?
    private var listener: Listener?

    /// Binds at once, and answers as soon as the loop runs.
    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - willAnswer: called on the loop when requests are there, before the first of them is answered.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    init(
        _ desk: Desk, address: String, port: UInt16, on loop: EventLoop, willAnswer: @escaping @Sendable () -> Void
    ) throws {
        self.desk = desk
        self.loop = loop
        self.willAnswer = willAnswer
        let settings = desk.settings
        limits = ConnectionLimits(total: settings.connections, perAddress: settings.connections)
        let listener = try Listener(address: address, port: port, limits: limits, on: loop) { [weak self] stream in
            self?.open(stream) ?? RequestStranger(stream)
        }
        self.port = listener.port
        do {
            let datagrams = try DatagramServer(
                address: address, port: listener.port, datagramBytes: settings.headBytes,
                answerBytes: desk.answerBytes, on: loop, responder: self)
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
    var counts: Desk.Counts { kept.withLock { $0 } }

    /// Any thread: answers no more, and gives the port back.
    func close() {
        loop.execute { [self] in
            listener?.close()
            listener = nil
            datagrams?.close()
            datagrams = nil
        }
    }

    private func open(_ stream: Stream) -> any StreamHandler {
        loop.assertIsCurrent()
        guard desk.admits(stream.peer) else {
            keepCounts()
            return RequestStranger(stream)
        }
        stream.setDeadline(.idle, after: desk.settings.idleSeconds)
        return RedirectConnection(self, desk.settings)
    }

    private func keepCounts() {
        let counts = desk.counts
        kept.withLock { $0 = counts }
    }
}

/// Who answers what comes over connections.
protocol RequestAnswerer: AnyObject {
    /// The room for an answer.
    var answerBytes: Int { get }

    /// Requests have come over a connection.
    func requestsArrived()

    /// Answers the request that a connection's bytes begin with.
    func answer(
        _ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, into room: UnsafeMutableRawBufferPointer
    ) -> Int?

    /// Bytes have come over a connection that are no requests.
    func unreadable()
}

extension RequestServer: RequestAnswerer {
    var answerBytes: Int { desk.answerBytes }

    func requestsArrived() {
        loop.assertIsCurrent()
        willAnswer()
    }

    func answer(
        _ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, into room: UnsafeMutableRawBufferPointer
    ) -> Int? {
        loop.assertIsCurrent()
        defer { keepCounts() }
        let isOverloaded = !desk.isInTime(peer, at: loop.now)
        return bytes.withMemoryRebound(to: UInt8.self) { bytes in
            desk.answer(
                bytes.span, length: nil, from: peer, isOverloaded: isOverloaded, at: loop.now, into: room)?.count
        }
    }

    func unreadable() {
        loop.assertIsCurrent()
        desk.counts.unreadable += 1
        keepCounts()
    }
}

extension RequestServer: DatagramResponder {
    func datagramsArrived() {
        loop.assertIsCurrent()
        willAnswer()
    }

    func answer(
        _ bytes: UnsafeRawBufferPointer, length: Int, from peer: PeerAddress, into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer? {
        loop.assertIsCurrent()
        guard desk.admits(peer), desk.isInTime(peer, at: loop.now) else { return nil }
        return bytes.withMemoryRebound(to: UInt8.self) { bytes in
            desk.answer(bytes.span, length: length, from: peer, isOverloaded: false, at: loop.now, into: room)
        }
    }

    func datagramsAnswered() {
        loop.assertIsCurrent()
        keepCounts()
    }

    func closed(_ server: DatagramServer) {
        loop.assertIsCurrent()
        datagrams = nil
        keepCounts()
    }
}

/// Somebody who is not heard.
private final class RequestStranger: StreamHandler {
    init(_ stream: Stream) { stream.abort() }

    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {}

    func ended(_ stream: Stream) {}
}
