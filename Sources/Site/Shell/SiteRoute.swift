public import HTTP

/// A path of the site, and who may come. Pages need a signed-in person and a form token unless they say otherwise by name.
public struct SiteRoute: Sendable {
    public enum Access: Sendable {
        /// Nobody needs to be signed in.
        case open(@Sendable (OpenVisit) async throws -> Response)
        /// A step of the sign-in (AUTH-8, AUTH-9): for those who are at one of these stages.
        case signingIn(Set<Session.Stage>, @Sendable (Visit) async throws -> Response)
        /// Signed in, and allowed to.
        case signedIn(allowed: @Sendable (Person) -> Bool, @Sendable (Visit) async throws -> Response)
    }

    public let method: Method
    public let path: String
    public let bodyLimit: Int
    public let access: Access
    /// Whether a form that comes after the end of its session is kept for its sender (AUTH-10).
    public private(set) var keepsForms: Bool

    /// The same route, for forms about what a sign-in rests on: they are filled in anew.
    public var unkept: SiteRoute {
        var route = self
        route.keepsForms = false
        return route
    }

    /// A page for those who are signed in; `allowed` says which of them, everybody by default.
    public static func page(
        _ method: Method, _ path: String, bodyLimit: Int = Route.usualBodyLimit,
        allowed: @escaping @Sendable (Person) -> Bool = { _ in true },
        _ handler: @escaping @Sendable (Visit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: bodyLimit, access: .signedIn(allowed: allowed, handler),
            keepsForms: true)
    }

    /// A page that needs no sign-in.
    public static func open(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (OpenVisit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: Route.usualBodyLimit, access: .open(handler), keepsForms: false)
    }

    /// One of the few pages that are seen before the sign-in has come to its end, by those at one of these stages.
    public static func signingIn(
        _ stages: Set<Session.Stage>, _ method: Method, _ path: String,
        _ handler: @escaping @Sendable (Visit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: Route.usualBodyLimit, access: .signingIn(stages, handler),
            keepsForms: false)
    }
}
