/// Something on the stack that names are looked up in: the page's view model, a row, the value of a section.
public protocol TemplateFrame: Sendable {
    /// The value of `key`, or nil when this frame does not know that name (the frames further out are asked then).
    func answer(to key: TemplateKey) -> TemplateValue?

    /// The value that `{{.}}` stands for.
    var itself: TemplateValue { get }
}

/// A text without names of its own.
struct TextFrame: TemplateFrame {
    let text: String

    func answer(to key: TemplateKey) -> TemplateValue? { nil }
    var itself: TemplateValue { .text(text) }
}

/// A number without names of its own.
struct IntegerFrame: TemplateFrame {
    let integer: Int

    func answer(to key: TemplateKey) -> TemplateValue? { nil }
    var itself: TemplateValue { .integer(integer) }
}

/// A flag without names of its own.
struct FlagFrame: TemplateFrame {
    let flag: Bool

    func answer(to key: TemplateKey) -> TemplateValue? { nil }
    var itself: TemplateValue { .flag(flag) }
}

/// Nothing, as a row of a list may be.
struct AbsentFrame: TemplateFrame {
    func answer(to key: TemplateKey) -> TemplateValue? { nil }
    var itself: TemplateValue { .absent }
}

/// A list inside a list.
struct RowsFrame: TemplateFrame {
    let rows: any TemplateRows

    func answer(to key: TemplateKey) -> TemplateValue? { nil }
    var itself: TemplateValue { .rows(rows) }
}

extension TemplateValue {
    /// The frame that a section over this value pushes.
    var frame: any TemplateFrame {
        switch self {
        case .absent: AbsentFrame()
        case .flag(let flag): FlagFrame(flag: flag)
        case .integer(let integer): IntegerFrame(integer: integer)
        case .text(let text): TextFrame(text: text)
        case .object(let model): model
        case .rows(let rows): RowsFrame(rows: rows)
        }
    }
}
