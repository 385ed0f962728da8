package import Mustache
package import SQLite
package import Telephony

/// What every page says as long as it is so (FWD-8).
package struct Banner: Sendable {
    /// What a feature has every page say to a person, and in what language; nil when there is nothing to say.
    package typealias Source<Person: Visitor> = @Sendable (Person, Language, Connection) throws -> Banner?

    package let sentence: String
    package let since: Moment
    package let byWhom: String
    /// Where it can be changed.
    package let path: String
    /// The words of the link to `path`.
    package let action: String

    package init(sentence: String, since: Moment, byWhom: String, path: String, action: String) {
        self.sentence = sentence
        self.since = since
        self.byWhom = byWhom
        self.path = path
        self.action = action
    }
}

extension Banner: ViewModel {
    package static let fields: ViewFields<Banner> = [
        "sentence": { .text($0.sentence) },
        "since": { .text($0.since.dateAndTimeText) },
        "sinceISO": { .text($0.since.machineText) },
        "byWhom": { .text($0.byWhom) },
        "path": { .text($0.path) },
        "action": { .text($0.action) },
    ]
}
