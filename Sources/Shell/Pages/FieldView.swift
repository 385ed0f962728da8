package import Mustache

/// The state of one control: what it holds, and what is wrong with that. Its label and words stand in the template.
package struct FieldView: ViewModel {
    /// What was typed, or what is in force. Never a password.
    let value: String
    package let problems: [Problem]

    /// The control of that name, out of everything wrong with its form.
    package init(_ name: String, _ value: String = "", _ problems: [Problem] = []) {
        self.value = value
        self.problems = problems.filter { $0.field == name }
    }

    package static let fields: ViewFields<FieldView> = [
        "value": { .text($0.value) },
        "error": { .text(ifAny: $0.problems.isEmpty ? nil : $0.problems.map(\.sentence).joined()) },
    ]
}

extension Problem: ViewModel {
    package static let fields: ViewFields<Problem> = [
        "field": { .text($0.field) },
        "sentence": { .text($0.sentence) },
    ]
}
