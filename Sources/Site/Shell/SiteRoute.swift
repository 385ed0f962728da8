public import HTTP

/// A path of the site, and who may come. Pages need a signed-in person and a form token unless they say otherwise by name.
public struct SiteRoute: Sendable {
    public enum Access: Sendable {
        /// Nobody needs to be signed in.
        case open(@Sendable (OpenVisit) async throws -> Response)
        /// Signed in, or signed in so far that only the password must still be replaced (AUTH-8).
        case whilePasswordMustChange(@Sendable (Visit) async throws -> Response)
        /// Signed in, and allowed to.
        case signedIn(allowed: @Sendable (Person) -> Bool, @Sendable (Visit) async throws -> Response)
    }

    public let method: Method
    public let path: String
    public let bodyLimit: Int
    public let access: Access

    /// A page for those who are signed in; `allowed` says which of them, everybody by default.
    public static func page(
        _ method: Method, _ path: String, bodyLimit: Int = Route.usualBodyLimit,
        allowed: @escaping @Sendable (Person) -> Bool = { _ in true },
        _ handler: @escaping @Sendable (Visit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(method: method, path: path, bodyLimit: bodyLimit, access: .signedIn(allowed: allowed, handler))
    }

    /// A page that needs no sign-in.
    public static func open(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (OpenVisit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(method: method, path: path, bodyLimit: Route.usualBodyLimit, access: .open(handler))
    }

    /// The few pages that one may see before the password has been replaced.
    public static func whilePasswordMustChange(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (Visit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: Route.usualBodyLimit, access: .whilePasswordMustChange(handler))
    }
}
