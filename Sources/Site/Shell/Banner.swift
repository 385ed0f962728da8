public import Mustache

/// What every page says as long as it is so (FWD-8).
public struct Banner: Sendable {
    public let sentence: String
    public let since: Moment
    public let byWhom: String
    /// Where it can be changed.
    public let path: String
    /// The words of the link to `path`.
    public let action: String

    public init(sentence: String, since: Moment, byWhom: String, path: String, action: String) {
        self.sentence = sentence
        self.since = since
        self.byWhom = byWhom
        self.path = path
        self.action = action
    }
}

extension Banner: ViewModel {
    public static let fields: ViewFields<Banner> = [
        "sentence": { .text($0.sentence) },
        "since": { .text($0.since.dateAndTimeText) },
        "sinceISO": { .text($0.since.machineText) },
        "byWhom": { .text($0.byWhom) },
        "path": { .text($0.path) },
        "action": { .text($0.action) },
    ]
}
