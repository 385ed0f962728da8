package import Telephony

/// Takes mails out of the house.
package protocol MailCarrier: Sendable {
    /// `reference` is the same whenever the same mail is tried again. Comes back within a few minutes, whatever happens.
    /// - Throws: when the task was cancelled before the next house could have taken the mail: as if it had not been tried. Once it
    ///   may have been taken, its answer is waited for.
    func carry(_ mail: Mail, reference: String, writtenAt: Moment) async throws(CancellationError) -> MailDelivery
}

/// What became of one attempt; the texts are for the operator and hold no part of the mail.
package enum MailDelivery: Sendable, Equatable {
    /// The next house has taken it: it is never sent again.
    case accepted(String)
    /// Not now: this mail is tried again later.
    case deferred(String)
    /// Never: not tried again.
    case refused(String)
    /// The next house could not be spoken to at all, so that any other mail would have fared alike.
    case unreachable(String)

    private static let longestReply = 300

    /// One line that harms no terminal, whatever a server says.
    var reply: String {
        switch self {
        case .accepted(let reply), .deferred(let reply), .refused(let reply), .unreachable(let reply):
            let scalars = reply.unicodeScalars.prefix(Self.longestReply).map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: Unicode.Scalar(UInt8(ascii: " "))
                default: scalar
                }
            }
            return String(String.UnicodeScalarView(scalars))
        }
    }
}
