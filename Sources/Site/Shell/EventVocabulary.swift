/// The parts of a line of the audit trail that words may be needed for.
public enum AuditPart: Sendable { case subject, before, after }

/// What people read of the lines that a part of the site writes into the audit trail.
public protocol EventVocabulary: SendableMetatype {
    /// What its events are found under in 操作履歴.
    static var eventGroup: String { get }
    /// A noun phrase for each event by its name: 「一括転送の開始」.
    static var eventWords: [String: String] { get }
    /// What people read for a stored value, "" for nothing; nil: the value as it is, a telephone number with its hyphens.
    static func words(for value: String?, _ part: AuditPart, of event: String) -> String?
    /// Whether the person may read of these events at all; nobody reads of another contract's.
    static func showsHistory(to person: Person) -> Bool
}

extension EventVocabulary {
    public static var eventGroup: String { "そのほか" }

    public static var eventWords: [String: String] { [:] }

    public static func words(for value: String?, _ part: AuditPart, of event: String) -> String? { nil }

    public static func showsHistory(to person: Person) -> Bool { true }
}
