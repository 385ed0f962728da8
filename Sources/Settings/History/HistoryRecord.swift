package import Shell
package import Telephony

/// A line of the audit trail as the operator reads it: in the words in which it was written.
package struct HistoryRecord: Sendable, Equatable {
    package let at: Moment
    package let site: SiteName
    /// Whose line it is: the contract number, also of a contract that is gone as long as the trail tells it; of another site what it counts
    /// its customers by. Nil for nobody's lines.
    package let tenant: String?
    /// What the person signs in with: a telephone number, or at another site something else.
    package let account: String?
    package let client: String
    package let event: String
    package let subject: String
    package let before: String?
    package let after: String?

    /// What the operator asks for; everything that is nil is not asked.
    package struct Question: Sendable {
        package var contract: PhoneNumber?
        /// What it did, and what was done about it.
        package var number: PhoneNumber?
        package var since: Moment?
        /// The first moment that is too new.
        package var until: Moment?
        /// An event, or the beginning of events up to a full stop: `bulk-forwarding`.
        package var event: String?
        package var limit: Int
        /// Which site of the house is asked about; nil: all.
        package var site: SiteName?
        /// What somebody signs in with there, where that is no telephone number.
        package var account: String?

        package init(limit: Int) { self.limit = limit }

        var beginning: Moment { since ?? Moment(milliseconds: 0) }
        var end: Moment { until ?? Moment(milliseconds: .max) }
    }
}
