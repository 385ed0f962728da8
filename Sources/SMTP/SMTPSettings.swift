/// Why settings are not usable: a sentence for the operator.
public struct SMTPSettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Which server mails are handed to, and how. Values of this type never let a password or a mail travel in clear text
/// to another machine.
public struct SMTPSettings: Sendable {
    /// How a connection is kept private.
    public enum Security: String, Sendable, CaseIterable {
        /// Clear text until STARTTLS, without which nothing is sent (RFC 3207; ports 587 and 25).
        case startTLS
        /// TLS from the first byte (RFC 8314; port 465).
        case implicitTLS
        /// Clear text to a server on this very machine.
        case plainOnLoopback
    }

    /// Name or address in figures; the certificate must be for it.
    public let host: String
    /// The server's port.
    public let port: UInt16
    /// How the connection is kept private.
    public let security: Security
    /// Who signs in, nil for nobody.
    let credentials: SMTPCredentials?
    /// This machine's name, for EHLO.
    public let helloName: String
    /// PEM file of the only issuers trusted, nil for the system's.
    public let caFile: String?
    /// How long is waited.
    public let timeouts: SMTPTimeouts
    /// Connections at a time; further mails wait for one.
    public let connections: Int

    /// Checked settings.
    /// - Throws: a sentence about the first thing that is wrong.
    public init(
        host: String, port: UInt16, security: Security = .startTLS, user: String? = nil, password: SMTPSecret? = nil,
        helloName: String, caFile: String? = nil, timeouts: SMTPTimeouts = SMTPTimeouts(), connections: Int = 4
    ) throws(SMTPSettingsError) {
        guard MailSyntax.isDomain(Array(host.utf8)[...]) || Self.isAddress(host) else {
            throw SMTPSettingsError("the mail server's name is neither a host name nor an address")
        }
        guard port > 0 else { throw SMTPSettingsError("the mail server's port is 0") }
        guard security != .plainOnLoopback || Self.isLoopback(host) else {
            throw SMTPSettingsError("without TLS mail can only be handed to this machine (localhost, 127.0.0.1, ::1)")
        }
        guard MailSyntax.isDomain(Array(helloName.utf8)[...]) else {
            throw SMTPSettingsError("the name to greet the mail server with is not a domain name")
        }
        credentials = try Self.credentials(user: user, password: password, security: security)
        self.host = host
        self.port = port
        self.security = security
        self.helloName = helloName
        self.caFile = caFile
        self.timeouts = timeouts
        self.connections = max(1, connections)
    }

    private static func credentials(
        user: String?, password: SMTPSecret?, security: Security
    ) throws(SMTPSettingsError) -> SMTPCredentials? {
        guard let user else {
            guard password == nil else { throw SMTPSettingsError("there is a mail password but no mail user") }
            return nil
        }
        guard let password else { throw SMTPSettingsError("there is a mail user but no mail password") }
        guard security != .plainOnLoopback else {
            throw SMTPSettingsError("a mail user needs TLS: its password never travels in clear text")
        }
        guard let credentials = SMTPCredentials(user: user, password: password) else {
            throw SMTPSettingsError("the mail user or password is empty, longer than 255 bytes or contains a NUL")
        }
        return credentials
    }

    private static func isLoopback(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host == "::1" || host.hasPrefix("127.") && isAddress(host)
    }

    /// Whether a text may be an address in figures; the resolver decides whether it is one.
    private static func isAddress(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: ":")) && text.utf8.count < 46
            && text.utf8.allSatisfy { ":.0123456789abcdefABCDEF".utf8.contains($0) }
            || text.split(separator: ".", omittingEmptySubsequences: false).count == 4
                && text.utf8.allSatisfy { ".0123456789".utf8.contains($0) }
    }
}
