package import HTTP

/// A path of the site, and who may come. Pages need a signed-in person and a form token unless they say otherwise by name.
package struct SiteRoute<Person: Visitor>: Sendable {
    package enum Access: Sendable {
        /// Nobody needs to be signed in. `again` shows the page of a form once more, with what was typed and all that it needs to be
        /// sent, when it came without its cookie or with an old token.
        case open(
            @Sendable (OpenVisit) async throws -> Response, again: (@Sendable (OpenVisit) async throws -> Response)?)
        /// A step of the sign-in (AUTH-8, AUTH-9): for those who are at one of these steps.
        case signingIn(Set<SignInStep>, @Sendable (Visit<Person>) async throws -> Response)
        /// Signed in, and allowed to.
        case signedIn(allowed: @Sendable (Person) -> Bool, @Sendable (Visit<Person>) async throws -> Response)
    }

    package let method: Method
    package let path: String
    package let bodyLimit: Int
    package let access: Access
    /// Whether a form that comes after the end of its session is kept for its sender (AUTH-10).
    package private(set) var keepsForms: Bool
    /// Whether the page is drawn once for each revision of its tenant.
    package private(set) var isKept = false
    /// Whether its writes go on while the disk is full.
    package private(set) var isUrgent = false

    /// The same route, for forms about what a sign-in rests on: they are filled in anew.
    package var unkept: SiteRoute {
        var route = self
        route.keepsForms = false
        return route
    }

    /// The same page, which shows nothing but what raises its tenant's revision when it changes: drawn once for each of
    /// them, and until then shown as it was drawn.
    package var kept: SiteRoute {
        var route = self
        route.isKept = true
        return route
    }

    /// The same route, for what people need on a day when much else is broken: its writes are small, and go on while the disk is full.
    package var urgent: SiteRoute {
        var route = self
        route.isUrgent = true
        return route
    }

    /// A page for those who are signed in; `allowed` says which of them, everybody by default.
    package static func page(
        _ method: Method, _ path: String, bodyLimit: Int = Route.usualBodyLimit,
        allowed: @escaping @Sendable (Person) -> Bool = { _ in true },
        _ handler: @escaping @Sendable (Visit<Person>) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: bodyLimit, access: .signedIn(allowed: allowed, handler),
            keepsForms: true)
    }

    /// A page that needs no sign-in.
    package static func open(
        _ method: Method, _ path: String, again: (@Sendable (OpenVisit) async throws -> Response)? = nil,
        _ handler: @escaping @Sendable (OpenVisit) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: Route.usualBodyLimit, access: .open(handler, again: again),
            keepsForms: false)
    }

    /// One of the few pages that are seen before the sign-in has come to its end, by those at one of these steps.
    package static func signingIn(
        _ steps: Set<SignInStep>, _ method: Method, _ path: String,
        _ handler: @escaping @Sendable (Visit<Person>) async throws -> Response
    ) -> SiteRoute {
        SiteRoute(
            method: method, path: path, bodyLimit: Route.usualBodyLimit, access: .signingIn(steps, handler),
            keepsForms: false)
    }
}
