import Crypto
import Encodings
package import Telephony

/// What a company's own program shows: it acts as one account then, with that account's rights (EXCH-3). Its text is said once; only its
/// hash is kept.
package struct CompanyToken: Sendable {
    package let text: String

    /// By which people, and programs that look for secrets in texts, know one.
    static let beginning = "hikari-order-"

    /// A new one from `random`, the program's source of random bytes.
    package init(random: @Sendable (Int) -> [UInt8]) { text = Self.beginning + Base64URL.encode(random(32)) }

    /// What a program shows, whatever it is.
    init(shown text: String) { self.text = text }

    /// What the database knows it by. Of 256 random bits nobody comes closer to another's by how long a look into an index takes.
    var hash: [UInt8] { SHA256.hash(Array(text.utf8)) }

    /// In characters.
    package static let longestLabel = 40
    /// Of one account.
    package static let most = 20
}

/// A token as it is listed.
package struct CompanyTokenEntry: Sendable, Equatable {
    package let id: Int
    package let company: Int
    /// By mail address.
    package let account: String
    package let label: String
    package let createdAt: Moment
}
