/// What a section repeats over. Made by `TemplateValue.list`.
public protocol TemplateRows: Sendable {
    /// How many rows there are.
    var count: Int { get }

    /// One of them, to push on the stack.
    func frame(at index: Int) -> any TemplateFrame
}

/// Rows of one view model type: the array itself, no box a row.
@usableFromInline struct ModelRows<Model: ViewModel>: TemplateRows {
    let models: [Model]

    @usableFromInline init(_ models: [Model]) {
        self.models = models
    }

    @usableFromInline var count: Int { models.count }

    @usableFromInline func frame(at index: Int) -> any TemplateFrame {
        models[index]
    }
}

/// Rows that are values of any kind.
struct ValueRows: TemplateRows {
    let values: [TemplateValue]

    init(_ values: [TemplateValue]) {
        self.values = values
    }

    var count: Int { values.count }

    func frame(at index: Int) -> any TemplateFrame {
        values[index].frame
    }
}
