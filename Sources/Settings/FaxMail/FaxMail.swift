import Telephony

/// FAXお知らせメール: faxes that a number has received are kept for a while, and told of by mail.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum FaxMail {
    /// All that a number has set; each form has its own version, which grows by one with every change (AUTH-13).
    struct Settings: MailingSettings {
        var mailing = NumberMailing()
        var versions = NumberVersions<Part>()
    }

    /// A fax as lists show it.
    struct Received: Sendable, Equatable {
        let id: Int
        let at: Moment
        let caller: Caller
        let pages: Int
        let bytes: Int
        let isRead: Bool

        /// As the audit trail has one that is gone: when it came, and its pages.
        var auditText: String { "\(at.milliseconds) \(pages)" }
    }

    /// FAX-1: how many of the oldest must go, so that a fax of that size can be kept. Nil: it never can.
    /// - Parameter sizes: of those that are kept, the oldest first.
    static func dropped(for bytes: Int, among sizes: [Int], _ policy: FaxMailPolicy) -> Int? {
        guard bytes <= policy.mostBytes else { return nil }
        var (count, total) = (sizes.count, sizes.reduce(0, +))
        for (dropped, size) in sizes.enumerated() {
            if count < policy.mostFaxes, total + bytes <= policy.mostBytes { return dropped }
            (count, total) = (count - 1, total - size)
        }
        return sizes.count
    }
}
