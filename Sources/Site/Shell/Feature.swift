public import SQLite

/// What the shell knows of a feature: its paths, and what it has in force.
public protocol Feature: EventVocabulary {
    static func routes(_ services: Services) -> [SiteRoute]
    /// What every page of the contract must say, such as that forwarding is on (FWD-8).
    static func banner(for person: Person, _ database: Connection) throws -> Banner?
    /// What the feature does by itself.
    static var duties: [Duty] { get }
    /// Gives up what somebody of the contract had begun and not ended, such as an upload that waits for a word: who may do
    /// what has changed.
    static func abandonUnfinished(of contract: Int, at now: Moment, _ database: Connection) throws
    /// Deletes what the feature needs no longer.
    static func forgetOld(at now: Moment, _ database: Connection) throws
}

extension Feature {
    public static var duties: [Duty] { [] }

    public static func abandonUnfinished(of contract: Int, at now: Moment, _ database: Connection) throws {}

    public static func forgetOld(at now: Moment, _ database: Connection) throws {}

    public static func banner(for person: Person, _ database: Connection) throws -> Banner? { nil }
}
