public import Mustache

/// The state of one control: what it holds, and what is wrong with that. Its label and words stand in the template.
struct FieldView: ViewModel {
    /// What was typed, or what is in force. Never a password.
    let value: String
    let problems: [Problem]

    /// The control of that name, out of everything wrong with its form.
    init(_ name: String, _ value: String = "", _ problems: [Problem] = []) {
        self.value = value
        self.problems = problems.filter { $0.field == name }
    }

    static let fields: ViewFields<FieldView> = [
        "value": { .text($0.value) },
        "error": { .text(ifAny: $0.problems.isEmpty ? nil : $0.problems.map(\.sentence).joined()) },
    ]
}

extension Problem: ViewModel {
    public static let fields: ViewFields<Problem> = [
        "field": { .text($0.field) },
        "sentence": { .text($0.sentence) },
    ]
}
