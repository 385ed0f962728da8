/// A mail address as SMTP carries it: `Mailbox` of RFC 5321 § 4.1.2, in ASCII, with a domain name.
///
/// A local part that only the quoted form allows, such as `a..b` (telephone companies once gave such addresses out),
/// is taken unquoted and travels quoted.
public struct SMTPAddress: Sendable, Hashable, CustomStringConvertible {
    /// Octets of a local part and of a domain at most (RFC 5321 § 4.5.3.1).
    private static let longestLocalPart = 64
    private static let longestDomain = 255
    /// Octets of an address at most: those of a path less its angle brackets.
    private static let longest = 254

    /// The address as it travels: `taro@example.jp`, `"a..b"@example.jp`.
    public let text: String

    /// Nil for what is no such address.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0 else { return nil }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        guard MailSyntax.isDomain(domain), domain.count <= Self.longestDomain else { return nil }
        guard let carried = Self.carried(local), carried.count <= Self.longestLocalPart else { return nil }
        guard carried.count + 1 + domain.count <= Self.longest else { return nil }
        self.text = String(decoding: carried + [UInt8(ascii: "@")] + domain, as: UTF8.self)
    }

    public var description: String { text }

    /// The domain, as written.
    public var domain: String { text.lastIndex(of: "@").map { String(text[text.index(after: $0)...]) } ?? "" }

    /// A dot-string as it is, other characters between quotes; nil for what is neither.
    private static func carried(_ local: ArraySlice<UInt8>) -> [UInt8]? {
        if MailSyntax.isDotAtom(local) { return Array(local) }
        if local.allSatisfy({ MailSyntax.isAtomText($0) || $0 == UInt8(ascii: ".") }) {
            return [UInt8(ascii: "\"")] + local + [UInt8(ascii: "\"")]
        }
        return MailSyntax.isQuotedString(local) ? Array(local) : nil
    }
}
