internal import Transport

/// All calls over one TCP connection, opened when there is something to send and closed when it has been quiet.
final class StreamTransport: SIPTransport, @unchecked Sendable {
    private static let connectSeconds = 10.0
    /// Longer than a call's patience, so that none loses its connection by waiting.
    private static let idleSeconds = 90.0
    /// Bytes that may wait for the connection, or for the proxy to take them.
    private static let maximumWaiting = 8 * 1024 * 1024

    /// Where connections go; follows the proxy's name.
    var proxy: PeerAddress
    private let loop: EventLoop
    private let resolver: HostResolver
    private weak var listener: (any SIPTransportListener)?
    private var connection: Connection?
    private var isClosed = false

    init(proxy: PeerAddress, on loop: EventLoop, resolver: HostResolver, listener: any SIPTransportListener) {
        self.proxy = proxy
        self.loop = loop
        self.resolver = resolver
        self.listener = listener
    }

    func send(_ bytes: [UInt8]) -> String? {
        loop.assertIsCurrent()
        guard !isClosed else { return "the connection is closed" }
        let connection = connection ?? open()
        return connection.send(bytes, atMost: Self.maximumWaiting) ? nil : "the proxy takes nothing"
    }

    func reply(_ bytes: [UInt8], to arrival: SIPArrival) {
        loop.assertIsCurrent()
        _ = connection?.send(bytes, atMost: Self.maximumWaiting)
    }

    func close() {
        loop.assertIsCurrent()
        isClosed = true
        listener = nil
        connection?.close()
        connection = nil
    }

    private func open() -> Connection {
        let connection = Connection(self)
        self.connection = connection
        Stream.connect(
            to: proxy.text, port: proxy.port, within: Self.connectSeconds, resolver: resolver, on: loop
        ) { stream in
            connection.stream = stream
            return connection
        }
        return connection
    }

    fileprivate func received(_ arrival: SIPArrival) {
        loop.assertIsCurrent()
        listener?.received(arrival)
    }

    fileprivate func unreadable(_ message: SIPUnreadable) {
        loop.assertIsCurrent()
        listener?.unreadable(message)
    }

    fileprivate func ended(_ ended: Connection, reason: String?, unreadable: SIPSyntaxError? = nil) {
        loop.assertIsCurrent()
        guard connection === ended else { return }
        connection = nil
        guard let reason else { return }
        listener?.lost(reason: reason, unreadable: unreadable)
    }

    /// One connection. On its loop only.
    fileprivate final class Connection: StreamHandler, @unchecked Sendable {
        weak var owner: StreamTransport?
        var stream: Stream?
        private var waiting: [[UInt8]] = []
        private var waitingBytes = 0
        private var framer = SIPStreamFramer()
        private var isClosing = false
        private var syntaxError: SIPSyntaxError?

        init(_ owner: StreamTransport) { self.owner = owner }

        func send(_ bytes: [UInt8], atMost limit: Int) -> Bool {
            guard let stream, stream.isOpen else {
                guard waitingBytes + bytes.count <= limit else { return false }
                waiting.append(bytes)
                waitingBytes += bytes.count
                return true
            }
            guard stream.pendingOutput + bytes.count <= limit else { return false }
            stream.send(bytes)
            stream.setDeadline(.idle, after: StreamTransport.idleSeconds)
            return true
        }

        func close() {
            isClosing = true
            stream?.close()
        }

        func opened(_ stream: Stream) {
            stream.loop.assertIsCurrent()
            guard !isClosing else { return stream.close() }
            stream.setDeadline(.idle, after: StreamTransport.idleSeconds)
            for bytes in waiting { stream.send(bytes) }
            waiting = []
        }

        func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
            stream.loop.assertIsCurrent()
            stream.setDeadline(.idle, after: StreamTransport.idleSeconds)
            framer.append(bytes)
            do {
                while let message = try framer.next(), !isClosing {
                    switch message {
                    case .success(var arrival):
                        arrival.source = stream.peer
                        owner?.received(arrival)
                    case .failure(let unreadable): owner?.unreadable(unreadable)
                    }
                }
            } catch {
                syntaxError = error
                stream.abort()
            }
        }

        /// Quiet for long: closed from here, which is nobody's failure.
        func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) {
            stream.loop.assertIsCurrent()
            owner?.ended(self, reason: nil)
            stream.close()
        }

        func ended(_ stream: Stream) {
            stream.loop.assertIsCurrent()
            let problem = syntaxError.map { "the proxy's bytes are no messages: \($0)" }
            let reason = problem ?? stream.error?.description ?? "the proxy has closed the connection"
            owner?.ended(self, reason: reason, unreadable: syntaxError)
            self.stream = nil
        }
    }
}
