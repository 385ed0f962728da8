internal import CLinux
internal import Glibc

extension Stream {
    /// Opens a connection from this side, from any thread. The name is looked up off the loop; its addresses are tried
    /// one after the other, each with its share of the time left.
    /// - Parameters:
    ///   - host: a name, or an address in figures. With TLS the certificate must be for it.
    ///   - tls: TLS from the first byte; nil for clear text, on which `startTLS` may follow.
    ///   - seconds: for all of it, TLS included.
    ///   - handler: asked on the loop at once. It hears `opened`, or `ended` with `Stream.error` saying why not;
    ///     until then deadlines are the transport's, and `abort` gives up.
    public static func connect(
        to host: String, port: UInt16, tls: TLSClientContext? = nil, within seconds: Double, resolver: HostResolver,
        on loop: EventLoop, handler: @escaping @Sendable (Stream) -> any StreamHandler
    ) {
        loop.execute {
            let route = OutgoingRoute(host: host, port: port, tls: tls, deadline: loop.time(after: seconds))
            let stream = Stream(route, loop: loop)
            guard loop.stopAt == nil else {
                return stream.refuse(route, telling: handler(stream))
            }
            stream.token = loop.slots.insert(.stream(stream))
            stream.handler = handler(stream)
            stream.lookUp(route, resolver: resolver)
        }
    }

    /// A loop that ends takes no more streams: this one never gets a place there, and nobody would bury it.
    private func refuse(_ route: OutgoingRoute, telling handler: any StreamHandler) {
        error = TransportError(route.attempt, reason: "this program is stopping")
        phase = .ended
        handler.ended(self)
    }

    private func lookUp(_ route: OutgoingRoute, resolver: HostResolver) {
        guard phase == .connecting else { return }
        loop.deadlines.set(.handshake, at: route.deadline, slot: token.slot)
        resolver.resolve(route.host, port: route.port) { [self] result in
            loop.execute { [self] in resolved(result) }
        }
    }

    func resolved(_ result: Result<[SocketAddress], TransportError>) {
        loop.assertIsCurrent()
        guard phase == .connecting, let route else { return }
        switch result {
        case .success(let addresses):
            route.addresses = addresses[...]
            tryNext(route)
        case .failure(let error): fail(error)
        }
    }

    /// Turns to the next address; the last one's failure is the connection's.
    private func tryNext(_ route: OutgoingRoute) {
        while let address = route.addresses.popFirst() {
            peer = address.peer
            descriptor = address.makeSocket()
            guard descriptor >= 0 else {
                error = .system("\(route.attempt) (\(peer))")
                continue
            }
            var on: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            let code = address.withPointer { Glibc.connect(descriptor, $0, $1) }
            if code == 0 || errno == EINPROGRESS { return watchForConnection(route) }
            error = .system("\(route.attempt) (\(peer))")
            leaveAddress()
        }
        abort()
    }

    private func watchForConnection(_ route: OutgoingRoute) {
        interest = Poller.writable
        guard loop.poller.add(descriptor, interest: interest, data: token.data) else {
            return fail(.system(route.attempt))
        }
        let share = (max(route.deadline, loop.now) - loop.now) / UInt64(route.addresses.count + 1)
        loop.deadlines.set(.handshake, at: loop.now + share, slot: token.slot)
    }

    /// The socket has something to say: it is connected, or the address is of no use.
    func connected() {
        loop.assertIsCurrent()
        guard let route else { return abort() }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0, code == 0 else {
            error = .system("\(route.attempt) (\(peer))", code: code)
            leaveAddress()
            return tryNext(route)
        }
        error = nil
        loop.deadlines.set(.handshake, at: route.deadline, slot: token.slot)
        phase = .handshaking
        guard let context = route.tls else { return shakeHands() }
        beginHandshake(context, host: route.host)
    }

    /// The time for an address, or for its being found, is over.
    func connectionOverdue() {
        loop.assertIsCurrent()
        guard let route else { return abort() }
        guard descriptor >= 0 else {
            return fail(TransportError("look up \(route.host)", reason: "no answer in time"))
        }
        error = TransportError("\(route.attempt) (\(peer))", reason: "no answer in time")
        leaveAddress()
        tryNext(route)
    }

    /// Closing takes the socket out of epoll; events of this turn for it are over, as it had but this one.
    private func leaveAddress() {
        Glibc.close(descriptor)
        descriptor = -1
        loop.deadlines.clear(slot: token.slot)
    }

    func fail(_ error: TransportError) {
        loop.assertIsCurrent()
        self.error = error
        abort()
    }
}
