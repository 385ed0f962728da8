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
    /// Those that exist, in use or not.
    private var connections: [SMTPConnection] = []
    /// Connections from their beginning, before they exist, to their end.
    private var connectionCount = 0
    private var waiting: [SMTPDelivery] = []
    /// So many connections more for urgent mails.
    private static let urgentConnections = 2
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
        if delivery.wish.hasEnded {
            delivery.finish(.dropped)
        } else if let connection = unused.popLast() {
            connection.begin(delivery)
        } else if hasRoom(for: delivery) {
            openConnection(for: delivery)
        } else {
            waiting.append(delivery)
        }
    }

    private func hasRoom(for delivery: SMTPDelivery) -> Bool {
        connectionCount < settings.connections + (delivery.isUrgent ? Self.urgentConnections : 0)
    }

    /// Those that wait: the first urgent one, then the first.
    private func nextWaiting() -> SMTPDelivery? {
        guard let index = waiting.firstIndex(where: \.isUrgent) ?? waiting.indices.first else { return nil }
        return waiting.remove(at: index)
    }

    /// Gives up what nobody wants any more, as far as the server cannot have taken it.
    func dropUnwanted() {
        loop.assertIsCurrent()
        let unwanted = waiting.filter(\.wish.hasEnded)
        waiting.removeAll(where: \.wish.hasEnded)
        for delivery in unwanted { delivery.finish(.dropped) }
        for connection in connections { connection.dropUnwanted() }
    }

    /// Ends everything at once.
    func abandon() {
        loop.assertIsCurrent()
        isClosed = true
        for delivery in waiting { delivery.finish(.dropped) }
        waiting = []
        for connection in connections { connection.abandon() }
    }

    /// Sends a mail through a connection of its own.
    func openConnection(for delivery: SMTPDelivery) {
        loop.assertIsCurrent()
        connectionCount += 1
        Stream.connect(
            to: settings.host, port: settings.port, tls: settings.security == .implicitTLS ? tls : nil,
            within: min(settings.timeouts.connect, settings.timeouts.attempt), resolver: resolver, on: loop
        ) { [self] stream in
            let connection = SMTPConnection(stream, pool: self, delivery: delivery)
            connections.append(connection)
            // It may have become unwanted on the way here.
            if delivery.wish.hasEnded { loop.execute { [self] in dropUnwanted() } }
            return connection
        }
    }

    /// A connection can take another mail.
    func ready(_ connection: SMTPConnection) {
        loop.assertIsCurrent()
        if let delivery = nextWaiting() {
            connection.begin(delivery)
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
        connections.removeAll { $0 === connection }
        guard connectionCount < settings.connections, let delivery = nextWaiting() else { return }
        openConnection(for: delivery)
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
