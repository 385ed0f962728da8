internal import Encodings
public import Transport

/// Asks the proxy with OPTIONS whether it is there (RFC 3261 § 11): any answer of its will do. It says nothing about any line, for the
/// proxy answers by itself (FAULT-1). `@unchecked`: on its loop only.
public final class ProxyProbe: @unchecked Sendable {
    /// What came of it.
    public enum Finding: Sendable, Hashable {
        /// The proxy has answered with this status.
        case answered(Int)
        /// It has answered, and the answer cannot be read.
        case unreadable(String)
        case failed(String)
    }

    private let settings: CallPlacerSettings
    private let loop: EventLoop
    private let names: CallNames
    private var transport: (any SIPTransport)?
    private var alarm: Alarm?
    private var transaction: RequestTransaction
    private var request: [UInt8] = []
    private let end: Duration
    private var answer: CheckedContinuation<Finding, Never>?

    /// Asks; any thread. Comes back after so many seconds at the latest. A port to send from is not taken: a running server has it.
    public static func ask(
        _ settings: CallPlacerSettings, within seconds: Double, on loop: EventLoop, resolver: HostResolver,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) async -> Finding {
        await withCheckedContinuation { answer in
            loop.execute {
                let probe = ProxyProbe(settings, within: seconds, on: loop, random, answer)
                probe.lookUp(resolver)
            }
        }
    }

    private init(
        _ settings: CallPlacerSettings, within seconds: Double, on loop: EventLoop,
        _ random: @Sendable (Int) -> [UInt8], _ answer: CheckedContinuation<Finding, Never>
    ) {
        self.settings = settings
        self.loop = loop
        self.answer = answer
        names = CallNames(random: random)
        transaction = RequestTransaction(timers: settings.timers, isReliable: settings.transport == .tcp)
        end = .nanoseconds(Int64(clamping: loop.now)) + .milliseconds(Int(seconds * 1000))
        alarm = Alarm(on: loop) { [self] in ring() }
        setAlarm()
    }

    private var now: Duration { .nanoseconds(Int64(clamping: loop.now)) }

    private func lookUp(_ resolver: HostResolver) {
        Task(executorPreference: loop) { [self, loop] in
            let result: Result<[PeerAddress], any Error>
            do {
                result = .success(try await resolver.addresses(of: settings.proxy.name, port: settings.proxyPort))
            } catch {
                result = .failure(error)
            }
            loop.execute { [self] in
                do {
                    try begin(with: try result.get(), resolver)
                } catch {
                    finish(.failed("\(error)"))
                }
            }
        }
    }

    private func begin(with addresses: [PeerAddress], _ resolver: HostResolver) throws {
        guard answer != nil else { return }
        let isIPv4 = settings.localAddress.flatMap { PeerAddress(numeric: $0, port: 0) }?.isIPv4
        guard let proxy = addresses.first(where: { isIPv4 == nil || $0.isIPv4 == isIPv4 }),
            let local = settings.localAddress ?? DatagramSocket.localAddress(toward: proxy)?.text,
            let host = settings.publicHost ?? SIPHost(local)
        else { return finish(.failed("it has no address that can be reached from here")) }
        var port: UInt16 = 5060
        if settings.transport == .tcp {
            transport = StreamTransport(proxy: proxy, on: loop, resolver: resolver, listener: self)
        } else {
            let datagrams = try DatagramTransport(
                address: settings.localAddress ?? (proxy.isIPv4 ? "0.0.0.0" : "::"), port: 0, proxy: proxy,
                believed: settings.believed, on: loop, listener: self)
            datagrams.head(for: addresses, proxy)
            (transport, port) = (datagrams, datagrams.port)
        }
        request = options(from: host, port: port)
        perform(transaction.start(at: now))
    }

    private func options(from host: SIPHost, port: UInt16) -> [UInt8] {
        let via = SIPVia(
            transport: settings.transport.rawValue.uppercased(), host: host, port: port, branch: names.branch(1))
        let target = SIPURI(scheme: .sip, user: nil, host: settings.proxy, port: settings.proxyPort)
        let own = SIPURI(scheme: .sip, user: nil, host: host, port: port)
        return SIPMessage(
            .request(.options, target),
            fields: [
                SIPField(.via, checked: via.description), SIPField(.maxForwards, checked: "70"),
                SIPField(.from, checked: "<\(own)>;tag=\(names.tag)"), SIPField(.to, checked: "<\(target)>"),
                SIPField(.callID, checked: names.key),
                SIPField(.sequence, checked: SIPSequence(number: 1, method: .options).description),
                SIPField(.userAgent, settings.userAgent),
            ]
        ).bytes
    }

    private func perform(_ actions: [RequestTransaction.Action]) {
        for action in actions {
            switch action {
            case .send: if let reason = transport?.send(request) { finish(.failed(reason)) }
            case .timedOut: finish(.failed("no answer"))
            case .deliver, .transportFailed: break
            }
        }
        setAlarm()
    }

    private func ring() {
        loop.assertIsCurrent()
        if end <= now { return finish(.failed("no answer")) }
        perform(transaction.timePassed(at: now))
    }

    private func setAlarm() {
        alarm?.set(at: min(transaction.nextDeadline ?? end, end).nanoseconds)
    }

    private func finish(_ finding: Finding) {
        loop.assertIsCurrent()
        guard let answer = answer.take() else { return }
        alarm?.end()
        alarm = nil
        transport?.close()
        transport = nil
        answer.resume(returning: finding)
    }
}

extension ProxyProbe: SIPTransportListener {
    func received(_ arrival: SIPArrival) {
        guard let status = arrival.message.status, arrival.via.branch == names.branch(1) else { return }
        finish(.answered(status))
    }

    func unreadable(_ message: SIPUnreadable) {
        if message.branch == names.branch(1) { finish(.unreadable("\(message.reason)")) }
    }

    func strange(_ message: SIPUnreadable) { unreadable(message) }

    func undelivered(branch: String, reason: String) {
        if branch == names.branch(1) { finish(.failed(reason)) }
    }

    func lost(reason: String, unreadable: SIPSyntaxError?) {
        finish(unreadable.map { .unreadable("\($0)") } ?? .failed(reason))
    }

    func stopped() { finish(.failed("this program is stopping")) }
}
