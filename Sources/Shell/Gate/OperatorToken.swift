import Crypto
package import HTTP

/// The secret that other programs of the operator show, as `Authorization: Bearer …` (RFC 6750 § 2.1) or in the address that they
/// call. Only its hash is kept.
package struct OperatorToken: Sendable {
    private let hash: [UInt8]

    /// The least that is taken: 128 bits in hexadecimal digits, or more of anything.
    package static let leastLength = 32

    /// nil when it is shorter than that, or has other characters than visible ASCII.
    package init?(_ text: String) {
        guard text.utf8.count >= OperatorToken.leastLength, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        hash = SHA256.hash(Array(text.utf8))
    }

    /// Whether the request shows it. The comparison takes the same time for every wrong one.
    package func admits(_ request: Request) -> Bool { request.bearerToken.map(admits) ?? false }

    /// Whether this is it.
    package func admits(_ text: some StringProtocol) -> Bool {
        constantTimeEqual(SHA256.hash(Array(text.utf8)), hash)
    }
}

extension Request {
    /// What a program shows in Authorization (RFC 6750 § 2.1); nil where it shows nothing, or several things.
    package var bearerToken: String? {
        let values = fields.values("authorization")
        let words = values.first?.split(separator: " ", maxSplits: 1) ?? []
        guard values.count == 1, words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return String(words[1])
    }
}
