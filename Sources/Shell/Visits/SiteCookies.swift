package import HTTP

/// The names of a site's cookies. Browsers keep cookies by host and forget the port, so that two sites at one host need names
/// of their own: else signing in to the one would sign out of the other.
package struct SiteCookies: Sendable {
    package let session: String
    package let visit: String
    package let notice: String
    /// Of a device that has been signed in with; it outlives every session.
    package let device: String

    package init(session: String, visit: String, notice: String, device: String) {
        (self.session, self.visit, self.notice, self.device) = (session, visit, notice, device)
    }

    package static let usual = SiteCookies(
        session: SessionToken.cookieName, visit: OpenVisit.cookieName, notice: "__Host-notice",
        device: "__Host-device")

    /// The session that a request's cookie names.
    package func token(in request: Request) -> SessionToken? {
        request.cookie(session).flatMap(SessionToken.init(cookie:))
    }

    package func cookie(of token: SessionToken) -> Cookie { Cookie(session, token.text) }
}
