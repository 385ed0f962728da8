import HTTP
import Mustache
import SQLite

/// The one place where refusals and errors become pages: what happened, what to do, and a reference number.
struct ErrorPage: Sendable {
    let services: Services

    /// For what no handler answered, such as an unknown path (404) or method (405).
    func page(_ status: Status, _ request: Request, in shell: ShellView? = nil) -> Response {
        page(status, reference: request.id, in: shell)
    }

    /// For what was refused before there was a whole request, such as a file that is too large.
    func page(_ status: Status, reference: String, in shell: ShellView? = nil) -> Response {
        draw(ErrorPage.template(for: status), status, reference, shell)
    }

    /// For what a handler threw. Only here are errors told to the log; the visitor sees none of them.
    /// - Parameter shell: of the person whose request it was.
    func page(for error: any Error, _ request: Request, in shell: ShellView? = nil) -> Response {
        switch error {
        case PageRefusal.notFound: return page(.notFound, request, in: shell)
        case PageRefusal.notAllowed, PageRefusal.forgedForm:
            services.log(.warning, "refused", ["request": request.id, "path": request.path, "why": "\(error)"])
            return draw(ErrorPage.template(for: error), .forbidden, request.id, shell)
        case PageRefusal.tooManyAttempts(let seconds):
            services.log(.warning, "too many attempts", ["request": request.id, "client": request.peer])
            return retryLater(page(.tooManyRequests, request, in: shell), seconds)
        case is WorkLaneError, DatabaseError.busy:
            services.log(.warning, "busy", ["request": request.id, "path": request.path])
            return retryLater(page(.serviceUnavailable, request, in: shell), 10)
        case DatabaseError.full:
            services.log(.warning, "refused: the disk is full", ["request": request.id, "path": request.path])
            return retryLater(draw("Shell/error-full", .serviceUnavailable, request.id, shell), 300)
        default:
            services.log(.failure, "error", ["request": request.id, "path": request.path, "error": "\(error)"])
            return page(.internalServerError, request, in: shell)
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
        _ template: String, _ status: Status, _ reference: String, _ shell: ShellView?
    ) -> Response {
        do {
            let frame = PageFrame(
                view: ErrorView(referenceNumber: reference), shell: shell ?? services.emptyShell(formToken: nil))
            return .html(try services.pages.render(template, frame, in: services.language), status: status)
        } catch {
            services.log(.failure, "error page", ["request": reference, "error": "\(error)"])
            return .plain(status)
        }
    }
}

private struct ErrorView: ViewModel {
    let referenceNumber: String

    static let fields: ViewFields<ErrorView> = [
        "referenceNumber": { .text($0.referenceNumber) },
        // Only a site that is closed for work could say since when.
        "since": { _ in .absent },
        "sinceISO": { _ in .absent },
    ]
}
