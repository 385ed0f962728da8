package import Telephony

/// Numbers that follow one another, of one kind.
package struct NumberRun: Sendable, Hashable {
    let places: Range<Int>

    init(_ places: Range<Int>) { self.places = places }

    /// Nil where the numbers would not all be of the first one's kind.
    package init?(first: PhoneNumber, count: Int) {
        guard count > 0, count <= NumberBlock.mostNumbers else { return nil }
        let places = first.place..<first.place + count
        // No number of special use (0120 …) lies among those of one kind but where their first four digits change.
        let witnesses =
            Array(stride(from: places.lowerBound, to: places.upperBound, by: Self.span)) + [places.upperBound - 1]
        let kinds = Set(witnesses.map { VoiceNumberKind(PhoneNumber(place: $0)) })
        guard kinds == [VoiceNumberKind(first)], !kinds.contains(nil) else { return nil }
        self.places = places
    }

    /// Numbers of ten digits whose first four are the same.
    private static let span = 1_000_000

    package var count: Int { places.count }
    package var first: PhoneNumber { PhoneNumber(place: places.lowerBound) }
    package var last: PhoneNumber { PhoneNumber(place: places.upperBound - 1) }
    package var numbers: [PhoneNumber] { places.map(PhoneNumber.init(place:)) }

    func begins(before other: NumberRun) -> Bool { places.lowerBound < other.places.lowerBound }

    /// So many from its beginning on.
    func prefix(_ count: Int) -> NumberRun { NumberRun(places.prefix(count)) }

    /// What is left of it without a part of it.
    func without(_ part: NumberRun) -> [NumberRun] {
        [
            places.lowerBound..<max(places.lowerBound, part.places.lowerBound),
            min(places.upperBound, part.places.upperBound)..<places.upperBound,
        ].filter { !$0.isEmpty }.map(NumberRun.init)
    }

    /// As few runs as there can be, lowest first.
    static func runs(of places: some Sequence<Int>) -> [NumberRun] {
        joined(places.sorted().map { NumberRun($0..<$0 + 1) })
    }

    /// The same numbers in as few runs as there can be, lowest first; no two have a number in common.
    static func joined(_ runs: [NumberRun]) -> [NumberRun] {
        runs.sorted { $0.begins(before: $1) }.reduce(into: []) { all, run in
            if let last = all.last, last.places.upperBound == run.places.lowerBound {
                all[all.count - 1] = NumberRun(last.places.lowerBound..<run.places.upperBound)
            } else {
                all.append(run)
            }
        }
    }
}
