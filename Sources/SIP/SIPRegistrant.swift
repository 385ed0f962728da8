internal import Crypto
internal import Encodings
public import Transport

/// Keeps one telephone registered with a registrar over UDP (RFC 3261 § 10.2), for a demonstration or a test without any others: it answers
/// challenges, comes again before its time is over, and tries on where it is refused or hears nothing.
///
/// Any thread may make and close it. What it keeps belongs to its loop's thread, which is what `@unchecked` vouches for.
public final class SIPRegistrant: @unchecked Sendable {
    /// Seconds between a refusal, or silence, and the next attempt.
    private static let pause: Duration = .seconds(5)

    private let user: String
    private let password: @Sendable () -> String?
    private let registrar: PeerAddress
    private let contact: SIPURI
    private let expires: Int
    private let loop: EventLoop
    private let names: CallNames
    private let random: @Sendable (Int) -> [UInt8]
    private var socket: DatagramSocket?
    private var alarm: Alarm?
    private var sequence = 0
    private var message: [UInt8] = []
    private var transaction: RequestTransaction?
    /// Whether the request that is under way answers a challenge.
    private var isAnswer = false
    /// When it comes again.
    private var again: Duration?

    /// Registers as soon as the loop runs, and again for as long as it is kept.
    /// - Parameters:
    ///   - user: the user part of the address of record.
    ///   - password: asked at each challenge; nil: there is none yet.
    ///   - registrar: where it is.
    ///   - contact: where the telephone is reached.
    ///   - expires: seconds.
    ///   - random: gives so many random bytes.
    /// - Throws: `TransportError` when there is no port.
    public init(
        user: String, password: @escaping @Sendable () -> String?, registrar: PeerAddress, contact: SIPURI,
        expires: Int = 600, on loop: EventLoop, random: @escaping @Sendable (Int) -> [UInt8]
    ) throws {
        (self.user, self.password, self.registrar) = (user, password, registrar)
        (self.contact, self.expires, self.loop, self.random) = (contact, expires, loop, random)
        names = CallNames(random: random)
        let socket = try DatagramSocket(
            address: registrar.isIPv4 ? "127.0.0.1" : "::1", port: 0, on: loop, handler: self)
        loop.execute { [self] in
            self.socket = socket
            alarm = Alarm(on: loop) { [weak self] in self?.ring() }
            register(nil)
        }
    }

    /// Comes no more; what is registered runs out.
    public func close() {
        loop.execute { [self] in socket?.close() }
    }

    /// Where requests go, and what they are for.
    private var domain: SIPURI? {
        SIPHost(registrar.text).map { SIPURI(scheme: .sip, user: nil, host: $0, port: registrar.port) }
    }

    private var now: Duration { .nanoseconds(Int64(clamping: loop.now)) }

    private func register(_ authorization: String?) {
        guard let socket, let domain, let host = domain.host else { return }
        sequence += 1
        isAnswer = authorization != nil
        let own = SIPURI(scheme: .sip, user: user, host: host)
        let via = SIPVia(transport: "UDP", host: host, port: socket.port, branch: names.branch(sequence))
        var fields = [
            SIPField(.via, checked: via.description), SIPField(.maxForwards, checked: "70"),
            SIPField(.from, checked: "<\(own)>;tag=\(names.tag)"), SIPField(.to, checked: "<\(own)>"),
            SIPField(.callID, checked: names.key), SIPField(.sequence, checked: "\(sequence) REGISTER"),
            SIPField(.contact, checked: "<\(contact)>;expires=\(expires)"),
        ]
        if let authorization { fields.append(SIPField(.authorization, checked: authorization)) }
        message = SIPMessage(.request(.register, domain), fields: fields).bytes
        var transaction = RequestTransaction(isReliable: false)
        let actions = transaction.start(at: now)
        self.transaction = transaction
        again = nil
        perform(actions)
    }

    private func perform(_ actions: [RequestTransaction.Action]) {
        for action in actions {
            switch action {
            case .send: socket?.send(message, to: registrar)
            case .timedOut, .transportFailed: again = now + Self.pause
            case .deliver: break
            }
        }
        guard let next = [again, transaction?.nextDeadline].compactMap(\.self).min() else { return }
        alarm?.set(at: next.nanoseconds)
    }

    private func ring() {
        loop.assertIsCurrent()
        if let again, again <= now { return register(nil) }
        perform(transaction?.timePassed(at: now) ?? [])
    }

    private func answered(_ arrival: SIPArrival, _ status: Int) {
        switch status {
        case 200: again = now + .seconds(expires / 2)
        case 401 where !isAnswer:
            let challenge = DigestChallenge.choose(from: arrival.message.values(.wwwAuthenticate))
            guard let challenge, let value = answer(to: challenge) else { break }
            return register(value)
        default: break
        }
        again = again ?? now + Self.pause
        perform([])
    }

    private func answer(to challenge: DigestChallenge) -> String? {
        guard let password = password(), let credentials = SIPCredentials(user: user, password: password) else {
            return nil
        }
        return DigestAnswer.value(
            to: challenge, use: 1, by: credentials, method: .register, uri: domain.map { "\($0.target)" } ?? "",
            clientNonce: Hex.encode(random(8)))
    }
}

extension SIPRegistrant: DatagramHandler {
    public func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
        loop.assertIsCurrent()
        guard peer == registrar, let arrival = try? SIPArrival(datagram: [UInt8](bytes)),
            let status = arrival.message.status, arrival.via.branch == names.branch(sequence)
        else { return }
        let actions = transaction?.received(status, at: now) ?? []
        perform(actions)
        if actions.contains(.deliver), status >= 200 { answered(arrival, status) }
    }

    public func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
    ) {
        loop.assertIsCurrent()
        perform(transaction?.transportFailed() ?? [])
    }

    public func closed(_ socket: DatagramSocket) {
        loop.assertIsCurrent()
        self.socket = nil
        alarm?.end()
        alarm = nil
    }
}
