/// Who is signed in, as far as the frame of a site asks. Who that really is, a product says.
///
/// A reference, so that a session and a visit are handed on as cheaply as one pointer, whatever a product's person holds.
package protocol Visitor: AnyObject, Sendable {
    /// What somebody signs in with: forms under way and drawn pages are told apart by it.
    var account: String { get }
    /// Whose pages are seen, and how often what they show has changed.
    var tenant: Int { get }
    var revision: Int { get }
    /// For the head of every page.
    var label: VisitorLabel { get }
    /// How long the session lives without being used, where that is not the site's own time.
    var idleTime: Duration? { get }
    /// Whether the person may come from that address of the network.
    func isAdmitted(from address: String) -> Bool
}

extension Visitor {
    package var idleTime: Duration? { nil }

    package func isAdmitted(from address: String) -> Bool { true }
}

/// What the head of a page says of the one who is signed in.
package struct VisitorLabel: Sendable {
    /// As people write it.
    let account: String
    let tenantName: String
    /// Demonstration data.
    let isSpecimen: Bool

    package init(account: String, tenantName: String, isSpecimen: Bool) {
        self.account = account
        self.tenantName = tenantName
        self.isSpecimen = isSpecimen
    }
}
