import Telephony

/// The parts of a line of the audit trail that words may be needed for.
package enum AuditPart: Sendable { case subject, before, after }

/// What people read of the lines that a part of the site writes into the audit trail.
package struct EventVocabulary<Person: Visitor>: Sendable {
    /// What its events are found under in 操作履歴.
    package let group: String
    /// A noun phrase for each event by its name: 「一括転送の開始」.
    package let events: [String: String]
    /// What people read for a stored value, "" for nothing; nil: the value as it is, a telephone number with its hyphens.
    package let words: @Sendable (_ value: String?, _ part: AuditPart, _ event: String) -> String?
    /// Whether the person may read of these events at all; nobody reads of another contract's.
    package let isShown: @Sendable (Person) -> Bool

    package init(
        group: String, events: [String: String],
        words: @escaping @Sendable (_ value: String?, _ part: AuditPart, _ event: String) -> String? = { _, _, _ in nil
        },
        isShown: @escaping @Sendable (Person) -> Bool = { _ in true }
    ) {
        self.group = group
        self.events = events
        self.words = words
        self.isShown = isShown
    }
}
