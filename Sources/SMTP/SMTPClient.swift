internal import Encodings
public import Transport

/// Sends mails through one server, any number at a time: each has a connection to itself while it is sent, connections
/// are used again, and go when they are not used. All network work happens on the loop given.
public final class SMTPClient: Sendable {
    private let loop: EventLoop
    private let pool: SMTPConnectionPool

    /// A client that connects when there is a mail.
    /// - Parameters:
    ///   - loop: running; a site's loop can serve both.
    ///   - resolver: for the server's name.
    /// - Throws: `TransportError` when the certificates to trust cannot be read.
    public init(settings: SMTPSettings, on loop: EventLoop, resolver: HostResolver) throws {
        let tls = settings.security == .plainOnLoopback ? nil : try TLSClientContext(caFile: settings.caFile)
        self.loop = loop
        pool = SMTPConnectionPool(settings, tls: tls, loop: loop, resolver: resolver)
    }

    /// Tries once to send a mail. Ends with its fate in any case: `SMTPTimeouts.attempt` after it got a connection at
    /// the latest. When the task is cancelled the attempt is `dropped` at once, unless the server may have taken the mail: then its
    /// answer is waited for.
    /// - Parameters:
    ///   - message: headers and body in ASCII (`MailMessage.bytes`); refused otherwise.
    ///   - from: whom the server tells when it cannot deliver later.
    ///   - isUrgent: goes before others, and past connections that are stalled.
    public func send(
        _ message: [UInt8], from: SMTPAddress, to: SMTPAddress, isUrgent: Bool = false
    ) async -> SMTPOutcome {
        guard let envelope = SMTPEnvelope(message, from: from, to: to) else {
            return .refused("the mail has bytes beyond ASCII")
        }
        let wish = SMTPWish()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let delivery = SMTPDelivery(envelope, isUrgent: isUrgent, wish, continuation)
                loop.execute { [pool] in pool.take(delivery) }
            }
        } onCancel: { [loop, pool] in
            wish.end()
            loop.execute { pool.dropUnwanted() }
        }
    }

    /// Tries once to send a mail to its addressee, from its author.
    public func send(_ message: MailMessage, isUrgent: Bool = false) async -> SMTPOutcome {
        await send(message.bytes, from: message.from.address, to: message.to.address, isUrgent: isUrgent)
    }

    /// Any thread: parts from the server where no mail is under way, and elsewhere after it.
    public func close() {
        loop.execute { [pool] in pool.close() }
    }

    /// Any thread: ends all connections at once. A mail whose answer is still waited for may have been taken or not.
    public func abandon() {
        loop.execute { [pool] in pool.abandon() }
    }
}
