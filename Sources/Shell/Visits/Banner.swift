package import Mustache
package import SQLite
package import Telephony

/// What every page says as long as it is so (FWD-8).
package struct Banner: Sendable {
    /// What a feature has every page say to a person, and in what language; nil when there is nothing to say.
    package typealias Source<Person: Visitor> = @Sendable (Person, Language, Connection) throws -> Banner?

    package let sentence: String
    package let since: Moment
    /// Who began it; nil for nobody.
    package let byWhom: String?
    /// Where it can be changed, for whom it can.
    package let link: Link?

    package struct Link: ViewModel {
        let path: String
        let action: String

        /// - Parameter action: the words of the link.
        package init(path: String, action: String) {
            self.path = path
            self.action = action
        }

        package static let fields: ViewFields<Link> = ["path": { .text($0.path) }, "action": { .text($0.action) }]
    }

    /// That of the sentence and of whom it was.
    private let language: Language

    package init(sentence: String, since: Moment, byWhom: String?, link: Link?, in language: Language) {
        self.language = language
        self.sentence = sentence
        self.since = since
        self.byWhom = byWhom
        self.link = link
    }
}

extension Banner: ViewModel {
    package static let fields: ViewFields<Banner> = [
        "sentence": { .text($0.sentence) },
        "since": { .text($0.since.dateAndTimeText(in: $0.language)) },
        "sinceISO": { .text($0.since.machineText) },
        "byWhom": { .text(ifAny: $0.byWhom) },
        "link": { .object(ifAny: $0.link) },
    ]
}
