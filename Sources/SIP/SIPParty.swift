/// From or To of a message: who speaks with whom, of which only the tag is ours to read (RFC 3261 § 19.3). The name and the
/// address are as the other side wrote them.
public struct SIPParty: Sendable, Hashable {
    /// The whole value.
    public let text: SIPText
    /// Nil while it has none.
    public let tag: String?

    /// Nil when it cannot be told what the tag is, or that there is none.
    init?(_ text: SIPText) {
        guard let parameters = Self.parameters(text.text) else { return nil }
        if parameters.has("tag"), parameters["tag"].flatMap({ SIPToken($0) }) == nil { return nil }
        self.text = text
        tag = parameters["tag"]
    }

    /// What stands behind the address. A name in another encoding may hide the quote that ends it; behind the last bracket
    /// nothing is a name any more.
    private static func parameters(_ text: String) -> SIPParameters? {
        if let address = SIPNameAddress(text) { return address.parameters }
        guard let bracket = text.lastIndex(of: ">") else { return nil }
        var scanner = SIPScanner(String(text[bracket...].dropFirst()))
        guard let parameters = SIPParameters.scan(&scanner), scanner.isDone() else { return nil }
        return parameters
    }

    /// The same with a tag, where it has none yet.
    func tagged(_ tag: SIPToken) -> SIPParty { self.tag == nil ? SIPParty(self, tag) : self }

    private init(_ party: SIPParty, _ tag: SIPToken) {
        text = party.text.appending(";tag=\(tag)")
        self.tag = tag.text
    }
}
