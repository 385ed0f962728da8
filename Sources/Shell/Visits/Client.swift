package import HTTP

/// From where, and with which program, somebody signs in.
package struct Client: Sendable {
    package let address: String
    /// What the browser says of itself; as long as anybody reads it.
    package let agent: String

    private static let longestAgent = 200

    package init(_ request: Request) {
        address = request.peer
        agent = String((request.fields["user-agent"] ?? "").unicodeScalars.prefix(Client.longestAgent))
    }
}
