import HTTP

/// Why a visitor gets a page that only says why. One place (`ErrorPage`) turns these and all other errors into pages.
package enum PageRefusal: Error, Equatable {
    case notFound
    case notAllowed
    case forgedForm(Forgery)
    case tooManyAttempts(retryAfter: Int)

    /// What a form lacks that its page would have given it.
    package enum Forgery: String, Sendable {
        /// The cookie, which the browser refuses or has lost.
        case noCookie
        /// The token: the page is old, or of another sign-in.
        case stale
        /// It comes from another site.
        case foreign
    }
}
