/// What a server allows. The times are seconds.
public struct ServerSettings: Sendable {
    /// Hosts it answers for, in lower case, without ports and brackets; others get 421. Empty: every host.
    public var hostNames: Set<String>
    public var requestLimits = RequestLimits()
    /// What all connections may hold of unfinished requests together, in bytes; then 503.
    public var bufferedBytes = 256 * 1024 * 1024
    /// Requests on one connection; the last one's reply closes it.
    public var requestsPerConnection = 1000
    /// For a whole head, from its first byte; then 408.
    public var headSeconds = 10.0
    /// For a whole body, and a second more for each 64 KiB; then 408.
    public var bodySeconds = 10.0
    /// Between requests; then the connection is closed.
    public var idleSeconds = 60.0
    /// After so long a reply must be taken at `replyRate` bytes a second; else the connection is ended.
    public var replySeconds = 10.0
    public var replyRate = 4096.0
    /// Makes the page for what is refused before anybody could be asked: 400, 408, 414, 417, 421, 431, 501, 505.
    /// The text is the reply's `X-Request-Id`, for the page to name.
    public var refusalPage: @Sendable (Status, String) -> Response = { status, _ in .plain(status) }
    /// Told of every reply, on the loop's thread.
    public var onReply: (@Sendable (ServerEvent) -> Void)?

    public init(hostNames: Set<String> = [], onReply: (@Sendable (ServerEvent) -> Void)? = nil) {
        self.hostNames = hostNames
        self.onReply = onReply
    }
}

/// One reply, for the access log. Paths come without their queries, which may hold what no log may have.
public struct ServerEvent: Sendable {
    /// The reply's `X-Request-Id`.
    public let id: String
    /// `.other` also for a request that was refused before its method was known.
    public let method: Method
    /// Empty for a request that was refused before its path was known.
    public let path: String
    public let status: Status
    /// The body's.
    public let bytes: Int
    /// From the request's last byte to the reply's first.
    public let microseconds: Int
    /// The client's address as text.
    public let peer: String
}
