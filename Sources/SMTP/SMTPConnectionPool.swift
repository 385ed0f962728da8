internal import Transport

/// Hands mails to connections and keeps those that are unused.
///
/// Only for its loop's thread: that nothing else touches its state is what `@unchecked` vouches for.
final class SMTPConnectionPool: @unchecked Sendable {
    let settings: SMTPSettings
    /// Nil where no TLS is used.
    let tls: TLSClientContext?
    private let loop: EventLoop
    private let resolver: HostResolver
    private var unused: [SMTPConnection] = []
    /// Connections from their beginning to their end.
    private var connectionCount = 0
    private var waiting: [SMTPDelivery] = []
    private var isClosed = false

    init(_ settings: SMTPSettings, tls: TLSClientContext?, loop: EventLoop, resolver: HostResolver) {
        self.settings = settings
        self.tls = tls
        self.loop = loop
        self.resolver = resolver
    }

    /// Sends a mail, as soon as there is a connection for it.
    func take(_ delivery: SMTPDelivery) {
        loop.assertIsCurrent()
        if let connection = unused.popLast() {
            connection.begin(delivery)
        } else if connectionCount < settings.connections {
            openConnection(for: delivery)
        } else {
            waiting.append(delivery)
        }
    }

    /// Sends a mail through a connection of its own.
    func openConnection(for delivery: SMTPDelivery) {
        loop.assertIsCurrent()
        connectionCount += 1
        Stream.connect(
            to: settings.host, port: settings.port, tls: settings.security == .implicitTLS ? tls : nil,
            within: min(settings.timeouts.connect, settings.timeouts.attempt), resolver: resolver, on: loop
        ) { [self] stream in
            SMTPConnection(stream, pool: self, delivery: delivery)
        }
    }

    /// A connection can take another mail.
    func ready(_ connection: SMTPConnection) {
        loop.assertIsCurrent()
        if !waiting.isEmpty {
            connection.begin(waiting.removeFirst())
        } else if isClosed {
            connection.leave()
        } else {
            unused.append(connection)
        }
    }

    /// A connection is no more.
    func ended(_ connection: SMTPConnection) {
        loop.assertIsCurrent()
        connectionCount -= 1
        unused.removeAll { $0 === connection }
        if !waiting.isEmpty, connectionCount < settings.connections { openConnection(for: waiting.removeFirst()) }
    }

    /// Keeps no connections any more.
    func close() {
        loop.assertIsCurrent()
        isClosed = true
        let connections = unused
        unused = []
        for connection in connections { connection.leave() }
    }
}
