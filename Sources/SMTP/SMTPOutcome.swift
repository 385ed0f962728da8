/// What became of one attempt to send one mail. The texts are for the operator: of bounded length, printable ASCII,
/// with nothing of the mail's content and no secret.
public enum SMTPOutcome: Sendable, Equatable {
    /// The server has taken the mail and with it the duty to deliver it (RFC 5321 § 6.1): it must not be sent again.
    case accepted(String)
    /// Not now, or not known: this mail is to be tried again later.
    case deferred(String)
    /// The server will never take this mail: not to be tried again.
    case refused(String)
    /// The server could not be spoken to, or did not want to listen to us at all: any other mail would have fared alike.
    case unreachable(String)
    /// Given up by the caller before the server could have taken the mail: as if it had not been tried.
    case dropped
}
