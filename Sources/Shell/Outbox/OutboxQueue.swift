package import Telephony

/// The operator's view of mails that have not left the house: waiting and bounced. Never their words.
package struct OutboxQueue: Sendable {
    package struct Entry: Sendable {
        package let id: Int
        package let isWaiting: Bool
        package let kind: String
        package let recipient: MailAddress
        package let writtenAt: Moment
        /// How often the server has said "not now".
        package let deferrals: Int
        /// Nil for a mail that has bounced.
        package let nextAttemptAt: Moment?
        /// Nil for a mail that waits.
        package let bouncedAt: Moment?
        package let lastReply: String?
        /// Nothing is left to send of a mail whose words have lost their worth.
        package let canBeRetried: Bool
    }

    /// That the server cannot be reached.
    package struct Trouble: Sendable {
        package let since: Moment
        package let nextAttemptAt: Moment
        package let reply: String
    }

    /// Oldest first.
    package let entries: [Entry]
    package let trouble: Trouble?
}
