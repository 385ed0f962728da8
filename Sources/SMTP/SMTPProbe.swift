public import Transport

/// Asks whether the mail server can be spoken to, without a mail: a connection, the server's greeting, EHLO, TLS and the sign-in as
/// the settings want them, and QUIT. `@unchecked`: on its loop only.
public final class SMTPProbe: StreamHandler, @unchecked Sendable {
    private let settings: SMTPSettings
    private let tls: TLSClientContext?
    private let end: UInt64
    private var conversation: SMTPConversation
    private var answer: CheckedContinuation<String?, Never>?

    /// Asks; any thread. Comes back after so many seconds at the latest.
    /// - Returns: nil when the server would take mails, else why not.
    /// - Throws: `TransportError` when the certificates to trust cannot be read.
    public static func ask(
        _ settings: SMTPSettings, within seconds: Double, on loop: EventLoop, resolver: HostResolver
    ) async throws -> String? {
        let tls = settings.security == .plainOnLoopback ? nil : try TLSClientContext(caFile: settings.caFile)
        return await withCheckedContinuation { continuation in
            Stream.connect(
                to: settings.host, port: settings.port, tls: settings.security == .implicitTLS ? tls : nil,
                within: seconds, resolver: resolver, on: loop
            ) { stream in
                SMTPProbe(settings, tls, until: stream.loop.now + UInt64(seconds * 1e9), continuation)
            }
        }
    }

    private init(
        _ settings: SMTPSettings, _ tls: TLSClientContext?, until end: UInt64,
        _ answer: CheckedContinuation<String?, Never>
    ) {
        self.settings = settings
        self.tls = tls
        self.end = end
        self.answer = answer
        conversation = SMTPConversation(settings)
    }

    public func opened(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.opened(isSecure: stream.isSecure), stream)
    }

    public func secured(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.secured(), stream)
    }

    public func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.received(bytes), stream)
    }

    public func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.overdue(), stream)
        stream.abort()
    }

    public func ended(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        run(conversation.ended(stream.error?.description), stream)
        finish(conversation.reason)
    }

    private func run(_ steps: [SMTPConversation.Step], _ stream: Stream) {
        for step in steps {
            switch step {
            case .send(let bytes): stream.send(bytes)
            case .startTLS: startTLS(stream)
            case .wait: stream.setDeadline(.head, after: secondsLeft(stream))
            case .ready:
                finish(nil)
                run(conversation.finish(), stream)
                stream.setDeadline(.head, after: min(1, secondsLeft(stream)))
            case .close:
                finish(conversation.reason)
                stream.close()
            case .finished: break
            }
        }
    }

    private func startTLS(_ stream: Stream) {
        guard let tls else { return stream.abort() }
        stream.startTLS(tls, within: secondsLeft(stream))
    }

    private func secondsLeft(_ stream: Stream) -> Double {
        end > stream.loop.now ? Double(end - stream.loop.now) / 1e9 : 0
    }

    private func finish(_ reason: String?) {
        answer?.resume(returning: reason)
        answer = nil
    }
}
