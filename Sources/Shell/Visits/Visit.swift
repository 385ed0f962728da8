import Crypto
package import HTTP
import SQLite
package import Telephony

/// One request of a signed-in person. A posted form's token has been checked before anybody sees this.
package struct Visit<Person: Visitor>: Sendable {
    package let request: Request
    /// The time of the request; asked once.
    package let now: Moment
    package let session: Session<Person>
    /// What was posted; empty for GET.
    package let form: Form
    /// What the address asks for.
    package let query: Form
    /// In what language the person is spoken to.
    package let language: Language
    /// What every page must say.
    let banners: [Banner.Source<Person>]

    package var person: Person { session.person }
    /// In what order work for this person is done, among all others'.
    package var turn: WorkTurn { WorkTurn(.known, [person.account]) }
}

/// One request of somebody who need not be signed in.
package struct OpenVisit: Sendable {
    package let request: Request
    package let now: Moment
    /// The secret of this browser's visit cookie, on which its form tokens rest before sign-in.
    let visitorSecret: String
    /// Whether the browser must still be given that cookie.
    let isNewVisitor: Bool
    package let form: Form
    package let query: Form
    /// In what language the visitor is spoken to.
    package let language: Language

    package static let cookieName = "__Host-visit"

    static func newSecret(random: @Sendable (Int) -> [UInt8]) -> String { SessionToken(random: random).text }

    var formToken: FormToken { FormToken(secret: visitorSecret) }

    /// What this browser is known by to what is kept for it.
    package var visitor: [UInt8] { SHA256.hash(Array(visitorSecret.utf8)) }
}
