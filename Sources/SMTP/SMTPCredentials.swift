internal import Encodings

/// User and password, as the two mechanisms of SMTP's AUTH carry them (RFC 4954).
struct SMTPCredentials: Sendable {
    private static let longest = 255

    /// Who signs in.
    let user: String
    private let password: SMTPSecret

    /// Nil for what the mechanisms cannot carry: nothing, too much, a NUL (RFC 4616 § 2).
    init?(user: String, password: SMTPSecret) {
        let parts = [Array(user.utf8), password.bytes]
        guard parts.allSatisfy({ !$0.isEmpty && $0.count <= Self.longest && !$0.contains(0) }) else { return nil }
        self.user = user
        self.password = password
    }

    /// PLAIN's one message (RFC 4616), in base64.
    var plain: [UInt8] { Base64.encode([0] + Array(user.utf8) + [0] + password.bytes) }

    /// LOGIN's two answers, in base64.
    var loginUser: [UInt8] { Base64.encode(Array(user.utf8)) }
    var loginPassword: [UInt8] { Base64.encode(password.bytes) }

    /// What no description may hold, however it came into it.
    var secrets: [[UInt8]] { [password.bytes, plain, loginPassword] }
}
