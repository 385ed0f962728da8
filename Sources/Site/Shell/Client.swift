import HTTP

/// From where, and with which program, somebody signs in.
struct Client: Sendable {
    let address: String
    /// What the browser says of itself; as long as anybody reads it.
    let agent: String

    private static let longestAgent = 200

    init(_ request: Request) {
        address = request.peer
        agent = String((request.fields["user-agent"] ?? "").unicodeScalars.prefix(Client.longestAgent))
    }
}
