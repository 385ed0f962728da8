/// What a name stands for in a template.
///
/// Falsey in sections: `absent`, `flag(false)`, `integer(0)`, the empty text, the empty list. All else is truthy.
/// Printed by `{{name}}`: texts escaped, integers in decimal, flags as `true` and `false`, `absent` as nothing;
/// objects and lists cannot be printed. The two large payloads are indirect, so that a value travels in registers.
public enum TemplateValue: Sendable {
    /// Nothing: known, but not there. Not an error, unlike a name nobody knows.
    case absent
    /// Yes or no, for sections.
    case flag(Bool)
    /// A whole number, printed in decimal.
    case integer(Int)
    /// Text, escaped when it is printed.
    case text(String)
    /// Something with names of its own.
    indirect case object(any ViewModel)
    /// Something to repeat a section over.
    indirect case rows(TemplateRows)

    /// The rows of a section, all of one type: each of them is asked for all names of its `fields` at once.
    @inlinable public static func list<Model: ViewModel>(_ models: [Model]) -> TemplateValue {
        .rows(TemplateRows(models))
    }

    /// The rows of a section of different types.
    public static func list(_ models: [any ViewModel]) -> TemplateValue {
        .rows(TemplateRows(values: models.map { .object($0) }))
    }

    /// A list of anything; `{{.}}` prints the row.
    public static func list(_ values: [TemplateValue]) -> TemplateValue {
        .rows(TemplateRows(values: values))
    }

    /// A list of texts; `{{.}}` prints the row.
    public static func list(_ texts: [String]) -> TemplateValue {
        .rows(TemplateRows(values: texts.map { .text($0) }))
    }

    /// The text, or `absent` for nil.
    public static func text(ifAny text: String?) -> TemplateValue {
        text.map { .text($0) } ?? .absent
    }

    /// The object, or `absent` for nil.
    public static func object(ifAny model: (some ViewModel)?) -> TemplateValue {
        model.map { .object($0) } ?? .absent
    }

    /// Whether names can be asked of it.
    var hasNames: Bool {
        if case .object = self { true } else { false }
    }

    /// Whether a section over this value is rendered at least once.
    var isTruthy: Bool {
        switch self {
        case .absent: false
        case .flag(let flag): flag
        case .integer(let integer): integer != 0
        case .text(let text): !text.isEmpty
        case .object: true
        case .rows(let rows): rows.count > 0
        }
    }
}
