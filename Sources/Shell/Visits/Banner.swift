package import Mustache
package import SQLite
package import Telephony

/// What every page says as long as it is so (FWD-8).
package struct Banner: Sendable {
    /// What a feature has every page say to a person, and in what language; nil when there is nothing to say.
    package typealias Source<Person: Visitor> = @Sendable (Person, Language, Connection) throws -> Banner?

    package let sentence: Words
    /// Whether something is wrong, and not just so.
    package let isAlarm: Bool
    package let since: Moment
    /// Who began it; nil for nobody.
    package let byWhom: Words?
    /// Where it can be changed, for whom it can.
    package let link: Link?

    package struct Link: ViewModel {
        let path: String
        let action: Words

        /// - Parameter action: the words of the link.
        package init(path: String, action: Words) {
            self.path = path
            self.action = action
        }

        package static let fields: ViewFields<Link> = [
            "path": { .text($0.path) },
            "action": { .text($0.action.full) },
            "short": { $0.action.short == $0.action.full ? .absent : .text($0.action.short) },
        ]
    }

    /// The same in full, and as short as one line of a telephone needs it.
    package struct Words: Sendable {
        package let full: String
        package let short: String

        package init(_ full: String, short: String? = nil) {
            self.full = full
            self.short = short ?? full
        }
    }

    /// That of the sentence and of whom it was.
    private let language: Language

    package init(
        sentence: Words, isAlarm: Bool = false, since: Moment, byWhom: Words?, link: Link?, in language: Language
    ) {
        self.language = language
        (self.sentence, self.isAlarm) = (sentence, isAlarm)
        self.since = since
        self.byWhom = byWhom
        self.link = link
    }
}

extension Banner: ViewModel {
    package static let fields: ViewFields<Banner> = [
        "sentence": { .text($0.sentence.full) },
        "isAlarm": { .flag($0.isAlarm) },
        "shortSentence": { .text($0.sentence.short) },
        "since": { .text($0.since.dateAndTimeText(in: $0.language)) },
        "shortSince": { .text($0.since.dayAndTimeText(in: $0.language)) },
        "sinceISO": { .text($0.since.machineText) },
        "byWhom": { .text(ifAny: $0.byWhom?.full) },
        "shortByWhom": { .text(ifAny: $0.byWhom?.short) },
        "link": { .object(ifAny: $0.link) },
    ]
}
