import Telephony

/// What a person looks for in the list.
struct BulkForwardingSearch: Sendable, Equatable {
    /// Where to look.
    enum Place: String, Sendable, CaseIterable {
        case source, destination, both
    }

    /// Everything where nothing, or only `withoutDestination`, narrows the list.
    let pattern: NumberPattern
    let place: Place
    /// Only the numbers whose callers would hear busy.
    let withoutDestination: Bool

    static let everything = BulkForwardingSearch(pattern: .everything, place: .both, withoutDestination: false)

    var isEverything: Bool { pattern.isEverything && !withoutDestination }

    private init(pattern: NumberPattern, place: Place, withoutDestination: Bool) {
        self.pattern = pattern
        self.place = place
        self.withoutDestination = withoutDestination
    }

    /// Nil when what was typed is nothing that numbers can be searched for.
    init?(reading typed: String, place: Place = .both, withoutDestination: Bool = false) {
        guard let pattern = NumberPattern(typed) else { return nil }
        self.init(pattern: pattern, place: place, withoutDestination: withoutDestination)
    }
}
