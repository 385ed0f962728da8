package import HTTP

/// Why a sign-in that a browser still speaks of is over, and what has become of the form it sent (AUTH-10). It goes to the login page in
/// the address, for there is nobody signed in to keep it for.
package struct SessionEnd: Sendable, Equatable {
    /// The two that any site has; a product adds its own and has the words for all.
    package struct Cause: RawRepresentable, Sendable, Equatable {
        /// As the address tells it.
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// Nothing was done for too long, or it had lasted as long as any may.
        package static let expired = Cause(rawValue: "expired")
        /// Signed out in another tab, ended from another device, or by a change of what signs somebody in.
        package static let elsewhere = Cause(rawValue: "elsewhere")
    }

    package enum Input: String, Sendable, CaseIterable {
        /// Offered again after signing in.
        case kept
        case lost
    }

    package let cause: Cause
    /// Nil where nothing was sent.
    package let input: Input?

    package init(_ cause: Cause, _ input: Input? = nil) {
        self.cause = cause
        self.input = input
    }

    /// As the address tells it; nil when it tells none.
    package init?(_ query: Form) {
        guard let cause = query["ended"].flatMap(Cause.init) else { return nil }
        self.init(cause, query["input"].flatMap(Input.init))
    }

    /// To the login page, which says it. The cookie of the session stays: a kept form hangs on it.
    package func response(next: String? = nil) -> Response {
        var pairs = [("ended", cause.rawValue)]
        if let input { pairs.append(("input", input.rawValue)) }
        if let next { pairs.append(("next", next)) }
        return Response.redirect(to: "/login?" + PercentEncoding.query(pairs))
    }
}
