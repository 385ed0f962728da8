package import HTTP

/// AUTH-13: while a form was open somebody else changed what it shows. A feature says what is stored now and what was typed;
/// the page that shows both, and lets the person choose, is the same everywhere.
package struct Conflict: Sendable {
    /// One setting that is another by now, in words.
    package struct Row: Sendable {
        /// The control that says which of both shall be.
        package var choice: String
        /// A telephone number, or the setting's name.
        package let label: String
        /// As it was when the form was opened; nil when nobody knows.
        var shown: String?
        let stored: String
        let typed: String
        /// Whether all of these are telephone numbers.
        var isNumbers: Bool
        /// What was typed, as a form sends it, with the version of what is stored now.
        var sent: [(name: String, value: String)]

        package init(
            choice: String = Conflict.choice, label: String, shown: String? = nil, stored: String, typed: String,
            isNumbers: Bool = false, sent: [(name: String, value: String)] = []
        ) {
            self.choice = choice
            self.label = label
            self.shown = shown
            self.stored = stored
            self.typed = typed
            self.isNumbers = isNumbers
            self.sent = sent
        }
    }

    package enum Answer: Sendable {
        /// The choice is made here and sent to the path, with what else was typed. With `asksPassword` the password of the
        /// sign-in is entered once more: it is never sent back.
        case here(path: String, kept: [(name: String, value: String)] = [], asksPassword: Bool = false)
        /// What was typed is secret, or fits no longer: it is entered anew there.
        case anew(path: String)
    }

    /// Why, if not because the same setting was changed; a whole sentence.
    var reason: String?
    var change: Authorship?
    let rows: [Row]
    let answer: Answer
    /// The form's own page.
    let back: (path: String, title: String)

    package init(
        reason: String? = nil,
        change: Authorship? = nil,
        rows: [Row],
        answer: Answer,
        back: (path: String, title: String)
    ) {
        self.reason = reason
        self.change = change
        self.rows = rows
        self.answer = answer
        self.back = back
    }

    /// The name of the control on a page of one row.
    static let choice = "choice"
    static let stored = "stored"
    /// Whether the person has chosen what is stored: then there is nothing to change.
    package static func keepsStored(_ form: Form, _ name: String = choice) -> Bool { form[name] == stored }

    /// What a page says after that.
    package static let kept = Notice(.kept)
}

extension Services {
    /// 409, and nothing has been changed.
    package func conflictPage<Person: Visitor>(_ conflict: Conflict, for visit: Visit<Person>) throws -> Response {
        let view = ConflictView(conflict: conflict, account: visit.person.account, language: visit.language)
        return try page("Shell/conflict", view, for: visit, status: .conflict)
    }
}
