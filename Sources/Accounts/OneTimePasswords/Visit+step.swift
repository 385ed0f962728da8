import SQLite
import Shell

extension Visit<Person> {
    /// Whether the sign-in is where it was when the request came: meanwhile it may have come further, or to an end.
    func isStillAtStep(_ database: Connection) throws -> Bool {
        try SessionStore.find(session.token, database)?.step == session.step
    }
}
