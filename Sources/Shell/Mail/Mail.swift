package import Telephony

/// A mail to one address, as it is written into the outbox.
package struct Mail: Sendable, Equatable {
    /// What it is about, for the operator: "one-time-password.code". Never a secret.
    package let kind: String
    package let recipient: MailAddress
    package let subject: String
    /// Plain text with "\n" between its lines.
    package let body: String
    /// From then on it is of no use to its reader, and is not sent any more.
    package let worthlessAfter: Moment?

    /// Whether somebody waits for it: it holds a code or a link.
    package var isAwaited: Bool { worthlessAfter != nil }

    package init(kind: String, to recipient: MailAddress, subject: String, body: String, worthlessAfter: Moment? = nil)
    {
        self.kind = kind
        self.recipient = recipient
        self.subject = subject
        self.body = body
        self.worthlessAfter = worthlessAfter
    }
}
