/// Takes mails out of the house.
public protocol MailCarrier: Sendable {
    /// `reference` is the same whenever the same mail is tried again.
    func carry(_ mail: Mail, reference: String, writtenAt: Moment) async -> MailDelivery
}

/// What became of one attempt; the texts are for the operator and hold no part of the mail.
public enum MailDelivery: Sendable, Equatable {
    /// The next house has taken it: it is never sent again.
    case accepted(String)
    /// Not now: tried again later.
    case deferred(String)
    /// Never: not tried again.
    case refused(String)
}
