/// What tells a mail from all others, the same whenever the same mail is sent again (RFC 5322 § 3.6.4).
public struct MessageID: Sendable, Hashable, CustomStringConvertible {
    /// With its angle brackets: `<outbox.17@example.jp>`.
    public let text: String

    /// - Parameters:
    ///   - left: unique within the domain: letters, digits and such signs as an address may have, single dots between.
    ///   - domain: a domain name of ours.
    /// - Returns: nil where one of them is not of that form, or both are too long for a line.
    public init?(_ left: String, at domain: String) {
        let (leftBytes, domainBytes) = (Array(left.utf8), Array(domain.utf8))
        guard MailSyntax.isDotAtom(leftBytes[...]), MailSyntax.isDomain(domainBytes[...]) else { return nil }
        guard leftBytes.count + domainBytes.count <= 400 else { return nil }
        text = "<\(left)@\(domain)>"
    }

    public var description: String { text }
}
