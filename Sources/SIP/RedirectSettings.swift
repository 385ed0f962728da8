public import Transport

/// How a redirect server behaves, and how much it lets others have of it.
public struct RedirectSettings: Sendable {
    /// What stands behind the "@" of a Contact; nil: the host of the Request-URI with its port, as it stands there.
    public var domain: SIPHost?
    /// Who is heard. Datagrams and connections from elsewhere are dropped.
    public var networks: [AddressNetwork] = AddressNetwork.loopback
    /// Requests a second that one address may send (IPv6: one network of 64 bits), and as many at once after a quiet second.
    public var requestsPerSecond = 10_000
    /// Bytes of a request's head. The body is not looked at.
    public var headBytes = 8 * 1024
    /// Bytes of a whole request over TCP.
    public var messageBytes = 64 * 1024
    /// TCP connections at a time.
    public var connections = 256
    /// Seconds after which a TCP connection goes over which nothing comes.
    public var idleSeconds = 300.0
    /// Seconds in which a request that has begun must have come whole over TCP.
    public var headSeconds = 10.0

    public init() {}
}

/// What a redirect server has done since its start.
public struct RedirectCounts: Sendable, Hashable {
    /// 302.
    public var forwarded: UInt64 = 0
    /// 486, and 480.
    public var busy: UInt64 = 0
    /// 404, and 302 to where devices ring.
    public var rings: UInt64 = 0
    /// 433 and 603.
    public var refused: UInt64 = 0
    /// Other answers: to OPTIONS and CANCEL, and to what was not well formed.
    public var others: UInt64 = 0
    /// Requests that could not be answered, and what is no request.
    public var unreadable: UInt64 = 0
    /// From outside the networks.
    public var strangers: UInt64 = 0
    /// Beyond the rate.
    public var tooMany: UInt64 = 0

    public init() {}
}
