/// One value of Via: a hop on the request's way, to which the response comes back (RFC 3261 § 20.42).
public struct SIPVia: Sendable, Hashable, CustomStringConvertible {
    /// UDP, TCP, TLS …, in upper case.
    public let transport: String
    public let host: SIPHost
    public let port: UInt16?
    public var parameters: SIPParameters

    /// What a branch begins with that is unique for its transaction (RFC 3261 § 8.1.1.7).
    static let magicCookie = "z9hG4bK"

    init(transport: String, host: SIPHost, port: UInt16?, branch: String) {
        self.transport = transport
        self.host = host
        self.port = port
        parameters = SIPParameters()
        parameters.set("branch", branch)
        // RFC 3581 § 3: the port the request came from is where the response shall go.
        parameters.set("rport")
    }

    /// Reads one value; nil when it is malformed.
    public init?(_ text: String) {
        var scanner = SIPScanner(text)
        scanner.skipSpace()
        guard scanner.token()?.uppercased() == "SIP", scanner.takeSeparator(UInt8(ascii: "/")),
            scanner.token() == "2.0", scanner.takeSeparator(UInt8(ascii: "/")), let transport = scanner.token()
        else { return nil }
        scanner.skipSpace()
        guard let host = SIPHost.scan(&scanner) else { return nil }
        var port: UInt16?
        if scanner.takeSeparator(UInt8(ascii: ":")) {
            guard let number = scanner.number(upTo: 65_535), number > 0 else { return nil }
            port = UInt16(number)
        }
        guard let parameters = SIPParameters.scan(&scanner), scanner.isDone() else { return nil }
        self.transport = transport.uppercased()
        self.host = host
        self.port = port
        self.parameters = parameters
    }

    /// The transaction's name; nil when it has none.
    public var branch: String? { parameters["branch"] }

    public var description: String {
        "SIP/2.0/\(transport) \(host.text)" + (port.map { ":\($0)" } ?? "") + parameters.text
    }
}
