public import HTTP

/// One request of a signed-in person. A posted form's token has been checked before anybody sees this.
public struct Visit: Sendable {
    public let request: Request
    /// The time of the request; asked once.
    public let now: Moment
    public let session: Session
    /// What was posted; empty for GET.
    public let form: Form
    /// What the address asks for.
    public let query: Form

    public var person: Person { session.person }
}

/// One request of somebody who need not be signed in.
public struct OpenVisit: Sendable {
    public let request: Request
    public let now: Moment
    /// The secret of this browser's `__Host-visit` cookie, on which its form tokens rest before sign-in.
    let visitorSecret: String
    /// Whether the browser must still be given that cookie.
    let isNewVisitor: Bool
    public let form: Form
    public let query: Form

    static let cookieName = "__Host-visit"

    static func newSecret(random: @Sendable (Int) -> [UInt8]) -> String { SessionToken(random: random).text }

    var cookie: Cookie { Cookie(OpenVisit.cookieName, visitorSecret) }

    var formToken: FormToken { FormToken(secret: visitorSecret) }
}
