package import HTTP

/// Where programs are answered, who show a token of their own: no session and no cookie is looked at, and nothing is a page. Nobody but
/// its own handlers stands before it.
package struct ProgramDoor: Sendable {
    package let routes: [Route]
    /// Written as the door writes; nil for a path that is none of its own.
    package let refusal: @Sendable (Status, Request) -> Response?

    package init(routes: [Route], refusal: @escaping @Sendable (Status, Request) -> Response?) {
        (self.routes, self.refusal) = (routes, refusal)
    }
}
