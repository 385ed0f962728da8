public import Transport

/// A SIP redirect server (RFC 3261 § 8.3) over UDP and TCP on one port: it is asked where calls go and answers at once, keeping nothing of
/// any of them. Whom it serves decides by an answer; this class knows no product.
///
/// Any thread may make and close it and read its counts.
public final class RedirectServer: Sendable {
    private let server: RequestServer<RedirectDesk>

    /// Binds at once, and answers as soon as the loop runs.
    /// - Parameters:
    ///   - address: a numeric one of this machine. Answers leave from it, so that on a machine with several one of them is named.
    ///   - port: 0 lets the system choose.
    ///   - secret: random; tags of To are made of it.
    ///   - willAnswer: called on the loop when requests are there, before the first of them is answered.
    ///   - decide: called on the loop for every INVITE that begins a call; it must not wait for anything.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(
        address: String, port: UInt16, settings: RedirectSettings = RedirectSettings(), secret: UInt64,
        on loop: EventLoop, willAnswer: @escaping @Sendable () -> Void = {},
        decide: @escaping @Sendable (RedirectQuestion) -> RedirectAnswer
    ) throws {
        let desk = RedirectDesk(settings, secret: secret, decide: decide)
        server = try RequestServer(desk, address: address, port: port, on: loop, willAnswer: willAnswer)
    }

    /// The port it is asked at.
    public var port: UInt16 { server.port }

    /// What it has done so far.
    public var counts: RedirectCounts { server.counts }

    /// Any thread: answers no more, and gives the port back.
    public func close() { server.close() }
}
