package import HTTP
package import SQLite
package import Telephony

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

    /// Who made the other change, and when.
    package struct Change: Sendable {
        let at: Moment
        /// Stands before 「が同じ設定を変更しました。」
        let by: String

        package init(at: Moment, by: String) {
            self.at = at
            self.by = by
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
    var change: Change?
    let rows: [Row]
    let answer: Answer
    /// The form's own page.
    let back: (path: String, title: String)

    package init(
        reason: String? = nil,
        change: Change? = nil,
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
    /// Said of a secret.
    package static let secret = "入力した内容（表示しません）"

    /// Whether the person has chosen what is stored: then there is nothing to change.
    package static func keepsStored(_ form: Form, _ name: String = choice) -> Bool { form[name] == stored }

    /// What a page says after that.
    package static let kept = Notice("設定は変更していません", ["いまの設定のままにしました。"])
}

extension AuditStore {
    /// The newest of these events that a number has caused, or that others have caused to it.
    package static func latest(
        _ events: [AuditEvent], about number: PhoneNumber, of contract: Int, _ database: Connection
    ) throws -> Conflict.Change? {
        let names = events.map { "\"\($0.name)\"" }.joined(separator: ",")
        return try database.first(
            """
            SELECT at, number, client FROM audit
            WHERE contract_id = ?1 AND (number = ?2 OR subject = ?2) AND event IN (SELECT value FROM json_each(?3))
            ORDER BY id DESC LIMIT 1
            """, contract, number.digits, "[\(names)]", row: change)
    }

    /// The newest of these events in the contract.
    package static func latest(
        _ events: [AuditEvent], of contract: Int, _ database: Connection
    ) throws -> Conflict.Change? {
        let names = events.map { "\"\($0.name)\"" }.joined(separator: ",")
        return try database.first(
            """
            SELECT at, number, client FROM audit
            WHERE contract_id = ?1 AND event IN (SELECT value FROM json_each(?2)) ORDER BY at DESC, id DESC LIMIT 1
            """, contract, "[\(names)]", row: change)
    }

    private static func change(_ row: Row) -> Conflict.Change {
        let by = row.optionalText(1).flatMap(PhoneNumber.init(clean:)).map { "\($0.display)でログインした人" }
        return Conflict.Change(
            at: Moment(milliseconds: Int64(row.integer(0))), by: by ?? ClientWords.text(for: row.text(2)))
    }
}

extension Services {
    /// 409, and nothing has been changed.
    package func conflictPage<Person: Visitor>(_ conflict: Conflict, for visit: Visit<Person>) throws -> Response {
        let view = ConflictView(conflict: conflict, account: visit.person.account)
        return try page("Shell/conflict", view, for: visit, status: .conflict)
    }
}
