/// An object put together from names and values, such as one read from JSON.
///
/// Its names are remembered for the life of the process (`TemplateKey`): never build one from names a visitor chose.
public struct TemplateFields: ViewModel {
    /// Empty: the names differ from value to value.
    public static let fields: ViewFields<Self> = [:]

    private let values: [Int: TemplateValue]

    /// An object with these names; of two alike the later counts.
    public init(_ fields: some Sequence<(key: String, value: TemplateValue)>) {
        var values: [Int: TemplateValue] = [:]
        for field in fields {
            values[TemplateKey(field.key).index] = field.value
        }
        self.values = values
    }

    public func answer(to key: TemplateKey) -> TemplateValue? {
        values[key.index]
    }
}
