/// An object put together from names and values, such as one read from JSON.
///
/// Its names are remembered for the life of the process (`TemplateKey`): never build one from names a visitor chose.
public struct TemplateFields: ViewModel {
    /// Empty: the names differ from value to value.
    public static let fields: ViewFields<Self> = [:]

    /// In the order of the names' indexes. Most objects have a handful of names, and are made for one page.
    private let values: [(index: Int, value: TemplateValue)]

    /// An object with these names; of two alike the later counts.
    public init(_ fields: some Sequence<(key: String, value: TemplateValue)>) {
        self.init(keyed: fields.map { (key: TemplateKey($0.key), value: $0.value) })
    }

    /// The same for names whose keys are known already, which costs no look-up of the names.
    public init(keyed fields: some Sequence<(key: TemplateKey, value: TemplateValue)>) {
        var values: [(index: Int, value: TemplateValue)] = []
        values.reserveCapacity(fields.underestimatedCount)
        for field in fields {
            let index = field.key.index
            let place = Self.place(of: index, in: values)
            if place < values.count, values[place].index == index {
                values[place].value = field.value
            } else {
                values.insert((index, field.value), at: place)
            }
        }
        self.values = values
    }

    public func answer(to key: TemplateKey) -> TemplateValue? {
        let place = Self.place(of: key.index, in: values)
        guard place < values.count, values[place].index == key.index else { return nil }
        return values[place].value
    }

    /// Where the first name stands whose index is not below `index`.
    private static func place(of index: Int, in values: [(index: Int, value: TemplateValue)]) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
