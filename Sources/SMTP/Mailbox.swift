/// Somebody a mail is from or to: an address, and a name beside it where there is one (RFC 5322 § 3.4).
public struct Mailbox: Sendable, Hashable {
    /// As people are shown it; any language.
    public let name: MailHeaderText?
    /// Where mail goes.
    public let address: SMTPAddress

    /// Somebody out of checked parts.
    public init(name: MailHeaderText? = nil, address: SMTPAddress) {
        self.name = name
        self.address = address
    }

    /// Nil for a wrong address, and for a name that no header can hold.
    public init?(name: String? = nil, address: String) {
        guard let address = SMTPAddress(address) else { return nil }
        var words: MailHeaderText?
        if let name {
            words = MailHeaderText(name)
            guard words != nil else { return nil }
        }
        self.init(name: words, address: address)
    }
}
