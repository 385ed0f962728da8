package import SQLite
package import Telephony

/// What the gate asks of those who keep a product's sessions; the tables are theirs.
package struct Sessions<Person: Visitor>: Sendable {
    /// The session that a browser's cookie names, expired ones included; once a request.
    let find: @Sendable (SessionToken, Connection) throws -> Session<Person>?
    /// Notes when sessions were last used.
    let touch: @Sendable ([(token: SessionToken, at: Moment)], Connection) throws -> Void
    /// Keeps a form that came after the end of its session (AUTH-10).
    let keep: @Sendable (KeptForm, Session<Person>, Moment, Connection) throws -> Void
    /// Writes into the trail that something was refused to the person, by the request's reference number.
    let refused: @Sendable (Visit<Person>, String, Connection) throws -> Void

    package init(
        find: @escaping @Sendable (SessionToken, Connection) throws -> Session<Person>?,
        touch: @escaping @Sendable ([(token: SessionToken, at: Moment)], Connection) throws -> Void,
        keep: @escaping @Sendable (KeptForm, Session<Person>, Moment, Connection) throws -> Void,
        refused: @escaping @Sendable (Visit<Person>, String, Connection) throws -> Void
    ) {
        self.find = find
        self.touch = touch
        self.keep = keep
        self.refused = refused
    }
}
