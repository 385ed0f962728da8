/// What a person looks for in the list: a part of a number (`03`), or a whole number with gaps (`03*47`).
struct BulkForwardingSearch: Sendable, Equatable {
    /// Where to look.
    enum Place: String, Sendable, CaseIterable {
        case source, destination, both
    }

    /// Digits and `*`; empty where nothing, or only `withoutDestination`, narrows the list.
    let pattern: String
    let place: Place
    /// Only the numbers whose callers would hear busy.
    let withoutDestination: Bool

    static let everything = BulkForwardingSearch(pattern: "", place: .both, withoutDestination: false)

    var isEverything: Bool { pattern.isEmpty && !withoutDestination }

    /// The pattern in SQLite's GLOB language, in which `*` stands for any run of characters and digits for themselves.
    var glob: String { pattern.contains("*") ? pattern : "*\(pattern)*" }

    private init(pattern: String, place: Place, withoutDestination: Bool) {
        self.pattern = pattern
        self.place = place
        self.withoutDestination = withoutDestination
    }

    /// Reads what was typed, full-width or with hyphens too; nil when it holds anything but digits and `*`.
    init?(reading typed: String, place: Place = .both, withoutDestination: Bool = false) {
        guard let writing = NumberWriting(typed), !writing.hasOtherCharacters, !writing.isForeign else { return nil }
        var pattern: [UInt8] = []
        for key in writing.keys {
            let isGap = key == UInt8(ascii: "*")
            guard isGap || Digit.isDigit(key) else { return nil }
            // One gap says as much as several, and many would make the search slow.
            if isGap, pattern.last == key { continue }
            pattern.append(key)
        }
        self.init(
            pattern: String(decoding: pattern, as: UTF8.self), place: place, withoutDestination: withoutDestination)
    }
}
