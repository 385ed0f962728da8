/// Where calls go, and what they say of us.
public struct CallPlacerSettings: Sendable {
    /// Who may have sent an answer that came in over UDP. Only the call's branch, which is secret, ties one to a call; this keeps out
    /// who has seen it on the way.
    public enum Believed: String, Sendable, CaseIterable {
        /// The proxy's addresses, from the port that calls go to.
        case proxy
        /// The proxy's addresses, from any port.
        case proxyHost = "proxy-host"
        case anybody
    }

    /// The outbound proxy: a name (its A and AAAA records; SRV is not asked) or an address.
    public var proxy: SIPHost
    public var proxyPort: UInt16
    public var transport: CallOrigin.Transport
    /// The numeric address to send from; nil lets the system choose.
    public var localAddress: String?
    /// The port to send from over UDP; 0 lets the system choose.
    public var localPort: UInt16
    /// What the other side sees in Via and Contact; nil for the address we send from.
    public var publicHost: SIPHost?
    /// What User-Agent says, without a version: "test call" if nothing else is given.
    public var userAgent: SIPText
    /// For 401 and 407.
    public var credentials: SIPCredentials?
    /// Whose answers are believed over UDP.
    public var believed = Believed.proxy
    public var timers = SIPTimers()
    /// Hears of every message that had to be dropped, on the loop's thread; must not block.
    public var unreadable: @Sendable (SIPSyntaxError) -> Void = { _ in }
    /// Calls that may be open at a time; more are refused at once (`TestCallOutcome.abandoned`).
    public var maximumOpenCalls = 20_000

    public init(
        proxy: SIPHost, proxyPort: UInt16 = 5060, transport: CallOrigin.Transport = .udp, localAddress: String? = nil,
        localPort: UInt16 = 0, publicHost: SIPHost? = nil, userAgent: SIPText? = nil,
        credentials: SIPCredentials? = nil
    ) {
        self.proxy = proxy
        self.proxyPort = proxyPort
        self.transport = transport
        self.localAddress = localAddress
        self.localPort = localPort
        self.publicHost = publicHost
        self.userAgent = userAgent ?? SIPText(checked: "test call")
        self.credentials = credentials
    }
}
