import HTTP

/// Why a visitor gets a page that only says why. One place (`ErrorPage`) turns these and all other errors into pages.
package enum PageRefusal: Error, Equatable {
    case notFound
    case notAllowed
    case forgedForm
    case tooManyAttempts(retryAfter: Int)
}
