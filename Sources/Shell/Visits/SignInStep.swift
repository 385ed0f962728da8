/// How far a sign-in has come: a step that is owed, or the end. A product declares its steps in order.
package struct SignInStep: Sendable, Hashable {
    /// As it is stored.
    package let name: String
    /// Where somebody who is no further is sent from every other page.
    package let home: String
    /// Whether nothing is owed any more.
    package let isLast: Bool

    package init(_ name: String, home: String, isLast: Bool = false) {
        self.name = name
        self.home = home
        self.isLast = isLast
    }

    package static func == (one: SignInStep, other: SignInStep) -> Bool { one.name == other.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
