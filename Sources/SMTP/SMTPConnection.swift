internal import Transport

/// One connection to the mail server: carries the conversation's steps out on a stream. On its loop only.
final class SMTPConnection: StreamHandler {
    private let stream: Stream
    private let pool: SMTPConnectionPool
    private var conversation: SMTPConversation
    private var delivery: SMTPDelivery?
    /// The loop's time at which the mail under way is given up.
    private var attemptEnd: UInt64
    /// Whether the mail under way is not the connection's first.
    private var isReused = false
    /// Whether no further mail is to come.
    private var isLeaving = false

    /// A connection on its way, for a first mail.
    init(_ stream: Stream, pool: SMTPConnectionPool, delivery: SMTPDelivery) {
        self.stream = stream
        self.pool = pool
        self.delivery = delivery
        conversation = SMTPConversation(pool.settings)
        attemptEnd = stream.loop.now + Self.nanoseconds(pool.settings.timeouts.attempt)
        _ = conversation.begin(delivery.envelope)
    }

    /// Takes another mail; only while `SMTPConnectionPool` counts it among the unused ones.
    func begin(_ delivery: SMTPDelivery) {
        stream.loop.assertIsCurrent()
        self.delivery = delivery
        isReused = true
        attemptEnd = stream.loop.now + Self.nanoseconds(pool.settings.timeouts.attempt)
        run(conversation.begin(delivery.envelope))
    }

    /// Cuts the connection if its mail is no longer wanted, and cannot have been taken yet.
    func dropUnwanted() {
        stream.loop.assertIsCurrent()
        guard let delivery, delivery.wish.hasEnded, conversation.drop() else { return }
        self.delivery = nil
        delivery.finish(.dropped)
        // Not closed: the rest of the mail must not reach the server.
        stream.abort()
    }

    /// Cuts the connection, whatever it is at.
    func abandon() {
        stream.loop.assertIsCurrent()
        stream.abort()
    }

    /// Parts from the server, now or after the mail under way.
    func leave() {
        stream.loop.assertIsCurrent()
        isLeaving = true
        run(conversation.finish())
    }

    func opened(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        guard pool.settings.security != .plainOnLoopback || stream.peer.isLoopback else {
            return run(conversation.ended("\(pool.settings.host) is not this machine, and there is no TLS"))
        }
        run(conversation.opened(isSecure: stream.isSecure))
    }

    func secured(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.secured())
    }

    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.received(bytes))
    }

    func drained(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.drained())
    }

    func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.overdue())
    }

    func stopping(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        leave()
    }

    func ended(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.ended(stream.error?.description))
        pool.ended(self)
    }

    private func run(_ steps: [SMTPConversation.Step]) {
        for step in steps {
            switch step {
            case .send(let bytes): stream.send(bytes)
            case .startTLS: startTLS()
            case .wait(let patience): wait(patience)
            case .finished(let outcome): finish(outcome)
            case .ready: if isLeaving { leave() } else { pool.ready(self) }
            case .close: stream.close()
            }
        }
        if conversation.stage == .sending, stream.pendingOutput == 0 { run(conversation.drained()) }
    }

    private func startTLS() {
        guard let tls = pool.tls else { return stream.abort() }
        stream.startTLS(tls, within: min(pool.settings.timeouts.connect, attemptLeft))
    }

    private func wait(_ patience: SMTPConversation.Patience) {
        let timeouts = pool.settings.timeouts
        let (kind, seconds): (DeadlineKind, Double) =
            switch patience {
            case .greeting: (.head, timeouts.greeting)
            case .hello: (.head, timeouts.hello)
            case .command: (.head, timeouts.command)
            case .dataBlock: (.write, timeouts.dataBlock)
            case .dataEnd: (.body, timeouts.dataEnd)
            case .idle: (.idle, timeouts.idle)
            case .goodbye: (.head, min(timeouts.command, 1))
            }
        stream.setDeadline(kind, after: delivery == nil ? seconds : min(seconds, attemptLeft))
    }

    /// A kept connection that turns out to be closed has not cost the mail an attempt.
    private func finish(_ outcome: SMTPOutcome) {
        guard let delivery = delivery.take() else { return }
        if case .unreachable = outcome, isReused, conversation.stage == .over, !conversation.hasBegunMail {
            pool.openConnection(for: delivery)
        } else {
            delivery.finish(outcome)
        }
    }

    private var attemptLeft: Double {
        attemptEnd > stream.loop.now ? Double(attemptEnd - stream.loop.now) / 1e9 : 0
    }

    private static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(min(max(0, seconds), 86_400) * 1e9) }
}
