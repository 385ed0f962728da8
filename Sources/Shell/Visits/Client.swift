import Glibc
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

    /// An IPv4 address, or the 64 bits of an IPv6 network: a household has the whole of it, and would otherwise be as many
    /// as it likes.
    package static func household(of address: String) -> String {
        var bytes = in6_addr()
        guard address.utf8.contains(UInt8(ascii: ":")), inet_pton(AF_INET6, address, &bytes) == 1 else {
            return address
        }
        return withUnsafeBytes(of: bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: " ") }
    }
}
