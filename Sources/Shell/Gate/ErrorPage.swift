import HTTP
import Mustache
import SQLite

/// The one place where refusals and errors become pages: what happened, what to do, and a reference number.
struct ErrorPage: Sendable {
    let services: Services

    /// Who it is for, and where they come from.
    struct Place {
        /// Of the person whose request it was.
        var shell: ShellView?
        /// The page that a form was on.
        var back: String?
        /// Whether that is one where a file is chosen.
        var isUpload = false
    }

    /// For what no handler answered, such as an unknown path (404), and what was refused before there was a whole request.
    func page(_ status: Status, reference: String, in place: Place = Place()) -> Response {
        draw(ErrorPage.template(for: status), status, reference, place)
    }

    /// For what a handler threw. Only here are errors told to the log; the visitor sees none of them.
    func page(for error: any Error, _ request: Request, in place: Place) -> Response {
        switch error {
        case PageRefusal.notFound: return page(.notFound, reference: request.id, in: place)
        case PageRefusal.notAllowed, PageRefusal.forgedForm:
            services.log(.warning, "refused", ["request": request.id, "path": request.path, "why": "\(error)"])
            return draw(ErrorPage.template(for: error), .forbidden, request.id, place)
        case PageRefusal.tooManyAttempts(let seconds):
            services.log(.warning, "too many attempts", ["request": request.id, "client": request.peer])
            return retryLater(page(.tooManyRequests, reference: request.id, in: place), seconds)
        case is WorkLaneError, DatabaseError.busy:
            services.log(.warning, "busy", ["request": request.id, "path": request.path])
            return retryLater(page(.serviceUnavailable, reference: request.id, in: place), 10)
        case DatabaseError.full:
            services.log(.warning, "refused: the disk is full", ["request": request.id, "path": request.path])
            return retryLater(draw("Shell/error-full", .serviceUnavailable, request.id, place), 300)
        default:
            services.log(.failure, "error", ["request": request.id, "path": request.path, "error": "\(error)"])
            return page(.internalServerError, reference: request.id, in: place)
        }
    }

    private static func template(for refusal: any Error) -> String {
        switch refusal {
        case PageRefusal.forgedForm(.noCookie): "Shell/error-cookie"
        case PageRefusal.forgedForm(.stale): "Shell/error-stale"
        case PageRefusal.forgedForm(.foreign): "Shell/error-foreign"
        default: "Shell/error-403"
        }
    }

    /// A status without words of its own is told as the general one of its class.
    private static func template(for status: Status) -> String {
        switch status {
        case .forbidden: "Shell/error-403"
        case .notFound: "Shell/error-404"
        case .methodNotAllowed: "Shell/error-405"
        case .misdirectedRequest: "Shell/error-421"
        case .contentTooLarge: "Shell/error-413"
        case .tooManyRequests: "Shell/error-429"
        case .serviceUnavailable: "Shell/error-503"
        case _ where status.code < 500: "Shell/error-400"
        default: "Shell/error-500"
        }
    }

    private func retryLater(_ response: Response, _ seconds: Int) -> Response {
        var response = response
        response.fields.append("Retry-After", "\(seconds)")
        return response
    }

    private func draw(
        _ template: String, _ status: Status, _ reference: String, _ place: Place
    ) -> Response {
        do {
            let frame = PageFrame(
                view: ErrorView(referenceNumber: reference, back: place.back, isUpload: place.isUpload),
                shell: place.shell ?? services.emptyShell(formToken: nil))
            return .html(try services.pages.render(template, frame, in: services.language), status: status)
        } catch {
            services.log(.failure, "error page", ["request": reference, "error": "\(error)"])
            return .plain(status)
        }
    }
}

private struct ErrorView: ViewModel {
    let referenceNumber: String
    let back: String?
    let isUpload: Bool

    static let fields: ViewFields<ErrorView> = [
        "referenceNumber": { .text($0.referenceNumber) },
        "back": { .text(ifAny: $0.back) },
        "isUpload": { .flag($0.isUpload) },
        // Only a site that is closed for work could say since when.
        "since": { _ in .absent },
        "sinceISO": { _ in .absent },
    ]
}
