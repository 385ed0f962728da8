import HTTP
import Shell

/// A setting of a form: it is named on the check page, and chosen as a whole after a conflict.
struct NumberFormGroup: Sendable {
    let name: String
    /// The controls that make it up.
    let fields: [String]
    var isNumbers = false

    init(_ name: String, _ fields: [String]? = nil, isNumbers: Bool = false) {
        self.name = name
        self.fields = fields ?? [name]
        self.isNumbers = isNumbers
    }

    /// The control that says after a conflict which of both shall be.
    var choice: String { "choice-\(name)" }
}

/// One form of a number, as it was typed or as what is stored would be typed. It travels from 入力 to 確認 in the form itself.
struct NumberDraft: Sendable {
    /// The version of what the page showed (AUTH-13).
    let version: Int
    private let values: [String: String]

    /// - Parameter stored: what a control holds that shows what is stored.
    init(_ groups: [NumberFormGroup], version: Int, stored: (String) -> String) {
        self.version = version
        values = Dictionary(uniqueKeysWithValues: groups.flatMap(\.fields).map { ($0, stored($0)) })
    }

    /// What a person has typed; what is stored stays where the person has chosen so.
    init(_ groups: [NumberFormGroup], _ form: Form, stored: (String) -> String) throws {
        guard let version = form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        self.version = version
        values = Dictionary(
            uniqueKeysWithValues: groups.flatMap { group in
                let keeps = Conflict.keepsStored(form, group.choice)
                return group.fields.map { ($0, keeps ? stored($0) : form[$0] ?? "") }
            })
    }

    subscript(_ field: String) -> String { values[field] ?? "" }

    /// As a form sends it again; what is empty need not be sent.
    func sent(_ groups: [NumberFormGroup]) -> [(name: String, value: String)] {
        groups.flatMap(\.fields).map { ($0, self[$0]) }.filter { !$0.1.isEmpty }
    }
}
