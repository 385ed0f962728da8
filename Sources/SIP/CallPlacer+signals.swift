internal import Transport

/// No way from here to the proxy.
private struct NoRouteError: Error, CustomStringConvertible {
    let description: String
}

extension CallPlacer: SIPTransportListener {
    /// Makes for one of the proxy's addresses: the one in use if it is still among them.
    func head(for addresses: [PeerAddress]) throws {
        loop.assertIsCurrent()
        let isIPv4 = settings.localAddress.flatMap { PeerAddress(numeric: $0, port: 0) }?.isIPv4
        let usable = addresses.filter { isIPv4 == nil || isIPv4 == true && $0.isIPv4 || isIPv4 == false }
        guard let proxy = usable.first else {
            throw NoRouteError(description: "\(settings.proxy) has no address that can be reached from here")
        }
        switch transport {
        case let transport as DatagramTransport: transport.head(for: addresses, proxy)
        case let transport as StreamTransport where addresses.contains(transport.proxy): break
        case let transport as StreamTransport: transport.proxy = proxy
        default:
            transport = try makeTransport(to: proxy)
            (transport as? DatagramTransport)?.head(for: addresses, proxy)
        }
        origin = try makeOrigin(to: proxy)
    }

    private func makeTransport(to proxy: PeerAddress) throws -> any SIPTransport {
        guard settings.transport == .udp else {
            return StreamTransport(proxy: proxy, on: loop, resolver: resolver, listener: self)
        }
        return try DatagramTransport(
            address: settings.localAddress ?? (proxy.isIPv4 ? "0.0.0.0" : "::"), port: settings.localPort, proxy: proxy,
            believed: settings.believed, on: loop, listener: self)
    }

    private func makeOrigin(to proxy: PeerAddress) throws -> CallOrigin {
        let local = settings.localAddress ?? DatagramSocket.localAddress(toward: proxy)?.text
        guard let host = settings.publicHost ?? local.flatMap({ SIPHost($0) }) else {
            throw NoRouteError(description: "no way to \(proxy)")
        }
        // Over TCP we do not listen: answers come over the connection, whatever Via says (RFC 3261 § 18.2.2).
        let port = (transport as? DatagramTransport)?.port ?? 5060
        return CallOrigin(
            transport: settings.transport, host: host, port: port, userAgent: settings.userAgent,
            credentials: settings.credentials, timers: settings.timers)
    }

    func received(_ arrival: SIPArrival) {
        loop.assertIsCurrent()
        guard arrival.message.status != nil else { return receivedRequest(arrival) }
        if let entry = entry(of: arrival.via.branch) {
            return run(entry) { call in
                let steps = call.received(arrival, at: now)
                for case .tell(.unreadable(let reason)) in steps { settings.unreadable(reason) }
                return steps
            }
        }
        // Somebody on the way has left a hop of his before ours: not silence, but no answer to us either.
        let hops = arrival.message.list(.via).dropFirst().lazy.compactMap { SIPVia($0) }
        guard let branch = hops.compactMap(\.branch).first(where: { entry(of: $0) != nil }) else { return }
        unreadable(SIPUnreadable(.invalid(.via), branch: branch))
    }

    /// The call that a branch names.
    private func entry(of branch: String?) -> Entry? {
        branch.flatMap { CallNames.read(branch: $0) }.flatMap { entries[$0.key] }
    }

    private func receivedRequest(_ arrival: SIPArrival) {
        if let entry = entries[arrival.callID] {
            return run(entry, replyingTo: arrival) { $0.received(arrival, at: now) }
        }
        guard let answer = answer(to: arrival) else { return }
        transport?.reply(answer.bytes, to: arrival)
    }

    /// What a request outside our calls hears: nobody takes calls here, and proxies may ask whether we live.
    private func answer(to arrival: SIPArrival) -> SIPMessage? {
        let tag = tag ?? SIPToken(CallNames(random: random).tag)
        self.tag = tag
        switch arrival.sequence.method {
        case .ack: return nil
        case .options: return arrival.response(200, "OK", tag: tag)
        case .invite where arrival.to.tag == nil: return arrival.response(486, "Busy Here", tag: tag)
        default: return arrival.response(481, "Call Does Not Exist", tag: tag)
        }
    }

    func undelivered(branch: String, reason: String) {
        loop.assertIsCurrent()
        guard let (key, number) = CallNames.read(branch: branch), let entry = entries[key] else { return }
        run(entry) { $0.transportFailed(reason, transaction: number, at: now) }
    }

    /// FAULT-10: it is counted, and says nothing about the line that it was about.
    func unreadable(_ message: SIPUnreadable) {
        loop.assertIsCurrent()
        settings.unreadable(message.reason)
        guard let entry = entry(of: message.branch) else { return }
        run(entry) { $0.received(unreadable: message.reason, at: now) }
    }

    /// Strangers that know of no call are nobody's concern: they must not be able to fill the log.
    func strange(_ message: SIPUnreadable) {
        loop.assertIsCurrent()
        if entry(of: message.branch) != nil { unreadable(message) }
    }

    func lost(reason: String, unreadable: SIPSyntaxError?) {
        loop.assertIsCurrent()
        if let unreadable { settings.unreadable(unreadable) }
        for entry in Array(entries.values) {
            run(entry) { call in
                let steps = unreadable.map { call.received(unreadable: $0, at: now) } ?? []
                return steps + call.transportFailed(reason, at: now)
            }
        }
    }

    func stopped() {
        loop.assertIsCurrent()
        finishStopping()
    }

    func beginStopping(within seconds: Double) {
        loop.assertIsCurrent()
        guard !isOver else { return finishStopping() }
        let limit = now + .milliseconds(Int64(max(0, min(seconds, 3600)) * 1000))
        stopLimit = min(stopLimit ?? limit, limit)
        let calls = waiting
        waiting = []
        for call in calls { placeOnLoop(call) }
        for entry in Array(entries.values) { run(entry) { $0.abandon("no more calls are placed", at: now) } }
        if openCount == 0 { finishStopping() } else { setAlarm() }
    }

    func finishStopping() {
        loop.assertIsCurrent()
        if !isOver {
            isOver = true
            transport?.close()
            transport = nil
            alarm?.end()
            alarm = nil
            for entry in entries.values { conclude(entry) }
            entries = [:]
            due = DueTimes()
            count(open: -openCount)
            let calls = waiting
            waiting = []
            for call in calls { placeOnLoop(call) }
        }
        let waiters = whenStopped
        whenStopped = []
        for waiter in waiters { waiter() }
    }

    /// Whoever waits for a call hears its end, also when nothing can be sent any more.
    private func conclude(_ entry: Entry) {
        let steps = entry.call.abandon("no more calls are placed", at: now)
        for case .tell(.decided(let result)) in steps {
            entry.watcher?(.decided(result))
            entry.answer?(result)
            entry.answer = nil
        }
    }
}
