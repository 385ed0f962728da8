/// What a page or a row of it shows: a plain struct and the table of names that templates may ask it for.
///
///     struct Row: ViewModel {
///         let number: String
///         let isOn: Bool
///
///         static let fields: ViewFields<Self> = [
///             "number": { .text($0.number) },
///             "isOn": { .flag($0.isOn) },
///         ]
///     }
///
/// Only `fields` is written by hand; `answer` has a default body, which the compiler specialises for every conforming
/// type.
public protocol ViewModel: Sendable {
    /// The names this type knows and how each is answered. Declare it as a `static let`.
    static var fields: ViewFields<Self> { get }

    /// The value of `key`, or nil when this model does not know that name (what is around it is asked then).
    func answer(to key: TemplateKey) -> TemplateValue?
}

extension ViewModel {
    @inlinable @inline(__always) public func answer(to key: TemplateKey) -> TemplateValue? {
        Self.fields[key]?(self)
    }
}

/// The table of a view model: a dictionary literal of names and closures, read by integer.
public struct ViewFields<Model>: ExpressibleByDictionaryLiteral, Sendable {
    /// How one name is answered.
    public typealias Answer = @Sendable (Model) -> TemplateValue

    /// By key: the place in `answers`, or -1 where the name is not known here.
    @usableFromInline let places: [Int16]
    @usableFromInline let answers: [Answer]

    /// Of two entries with one name the later counts.
    public init(dictionaryLiteral elements: (String, Answer)...) {
        let keys = elements.map { TemplateKey($0.0).index }
        var places = [Int16](repeating: -1, count: (keys.max() ?? -1) + 1)
        for (place, key) in keys.enumerated() {
            places[key] = Int16(place)
        }
        self.places = places
        answers = elements.map(\.1)
    }

    /// The closure for a key, or nil when the name is not in the table.
    @inlinable @inline(__always) public subscript(key: TemplateKey) -> Answer? {
        guard key.index < places.count, places[key.index] >= 0 else { return nil }
        return answers[Int(places[key.index])]
    }
}
