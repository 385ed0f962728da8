/// Something that people do and the operator is to know of while it goes on; the site itself is well. It stands in the database, so
/// that it is told once whatever restarts, and commands beside the server see it.
package struct HealthNotice: Sendable, Equatable {
    package let name: String
    /// For the operator; it holds nothing that a customer has entered.
    package let line: String

    package init(name: String, line: String) {
        self.name = name
        self.line = line
    }
}
