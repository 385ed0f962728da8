/// What a section repeats over, and what names are looked up in meanwhile.
///
/// Rows of one view model type are asked for all of their names once, when the list is made, where their type is
/// known. Rendering then reads a table, however often a row says the same thing.
public struct TemplateRows: Sendable {
    /// How many rows there are.
    let count: Int
    /// The rows as a table, where they are of one view model type; else empty.
    let table: TemplateTable
    /// The rows themselves, where they are values of any kind; else empty.
    private let values: [TemplateValue]

    /// Rows of one view model type.
    @inlinable init<Model: ViewModel>(_ models: [Model]) {
        let fields = Model.fields
        var table = TemplateTableBuilder(columns: fields.places, width: fields.answers.count, count: models.count)
        for model in models {
            for answer in fields.answers { table.append(answer(model)) }
        }
        self.init(count: models.count, table)
    }

    @usableFromInline init(count: Int, _ builder: consuming TemplateTableBuilder) {
        self.count = count
        table = builder.table()
        values = []
    }

    /// Rows that are values of any kind; one value is what a section that does not repeat is over.
    init(values: [TemplateValue]) {
        count = values.count
        table = .empty
        self.values = values
    }

    /// The value of a name in the row of that index; nil when the row does not know the name.
    func answer(to key: TemplateKey, at index: Int) -> TemplateValue? {
        if let cell = table.cell(key, at: index) { return table.value(of: cell) }
        guard !values.isEmpty, case .object(let model) = values[index] else { return nil }
        return model.answer(to: key)
    }

    /// What `{{.}}` stands for in the row of that index: of a model's row, something that cannot be printed.
    func itself(at index: Int) -> TemplateValue {
        values.isEmpty ? .object(RowItself(rows: self, index: index)) : values[index]
    }
}

/// One row of a table as an object, for templates that hand it on.
private struct RowItself: ViewModel {
    let rows: TemplateRows
    let index: Int

    static let fields: ViewFields<RowItself> = [:]

    func answer(to key: TemplateKey) -> TemplateValue? { rows.answer(to: key, at: index) }
}

/// The row that a template is at: names are looked up here first.
struct TemplateScope {
    let rows: TemplateRows
    let index: Int

    func answer(to key: TemplateKey) -> TemplateValue? { rows.answer(to: key, at: index) }

    /// The cell a name stands for, if this is a row of a table that knows it.
    @inline(__always) func cell(_ key: TemplateKey?) -> TemplateCell? {
        guard let key else { return nil }
        return rows.table.cell(key, at: index)
    }
}
