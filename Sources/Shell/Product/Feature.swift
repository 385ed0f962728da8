package import SQLite
package import Telephony

/// What the shell knows of a feature: its paths, its words, and what it has in force. A value, made once by its product.
package struct Feature<Person: Visitor>: Sendable {
    package var routes: [SiteRoute<Person>]
    /// What it answers to programs.
    package var door: ProgramDoor?
    /// What people read of the events that the feature writes into the audit trail.
    package var vocabulary: (@Sendable (Language) -> EventVocabulary<Person>)?
    /// What every page must say, such as that forwarding is on (FWD-8).
    package var banner: Banner.Source<Person>?
    /// What the feature does by itself.
    package var duties: [Duty]
    /// Deletes what the feature needs no longer.
    package var forgetOld: (@Sendable (Moment, Connection) throws -> Void)?

    package init(
        routes: [SiteRoute<Person>] = [], door: ProgramDoor? = nil,
        vocabulary: (@Sendable (Language) -> EventVocabulary<Person>)? = nil,
        banner: Banner.Source<Person>? = nil, duties: [Duty] = [],
        forgetOld: (@Sendable (Moment, Connection) throws -> Void)? = nil
    ) {
        self.routes = routes
        self.door = door
        self.vocabulary = vocabulary
        self.banner = banner
        self.duties = duties
        self.forgetOld = forgetOld
    }
}
