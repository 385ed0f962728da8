import Crypto
import Encodings

/// Proves that a form was ours: a hash of a secret that only the visitor's own cookie holds, of 256 random bits.
struct FormToken: Sendable {
    /// The name of the hidden control.
    static let field = "token"

    let text: String

    init(secret: String) {
        text = Base64URL.encode(SHA256.hash(Array("form \(secret)".utf8)))
    }

    func matches(_ sent: String?) -> Bool {
        guard let sent else { return false }
        return constantTimeEqual(Array(sent.utf8), Array(text.utf8))
    }
}
