/// Whom a test call rings, on whose behalf, and how long it waits.
public struct TestCallOrder: Sendable, Hashable {
    /// Whom it rings: the request line and To.
    public var to: SIPURI
    /// Who rings: From.
    public var from: SIPURI
    /// After so long without a telling answer the call is given up; at most `longestPatience`.
    public let patience: Duration

    /// A minute: proxies themselves give up after three (RFC 3261 § 16.6, timer C).
    public static let longestPatience = Duration.seconds(60)

    public init(to: SIPURI, from: SIPURI, patience: Duration = .seconds(20)) {
        self.to = to
        self.from = from
        self.patience = max(.zero, min(patience, Self.longestPatience))
    }
}

/// What all calls from here have in common.
public struct CallOrigin: Sendable {
    /// How messages travel.
    public enum Transport: String, Sendable, Hashable, CaseIterable {
        case udp
        case tcp
    }

    public var transport: Transport
    /// Our own address and port, as the other side may write to it.
    public var host: SIPHost
    public var port: UInt16
    /// User-Agent; it names no version.
    public var userAgent: SIPText
    /// Nil: 401 and 407 are failures.
    public var credentials: SIPCredentials?
    public var timers: SIPTimers

    public init(
        transport: Transport, host: SIPHost, port: UInt16, userAgent: SIPText, credentials: SIPCredentials? = nil,
        timers: SIPTimers = SIPTimers()
    ) {
        self.transport = transport
        self.host = host
        self.port = port
        self.userAgent = userAgent
        self.credentials = credentials
        self.timers = timers
    }

    /// Whether the transport itself sees to it that messages arrive.
    var isReliable: Bool { transport == .tcp }
}
