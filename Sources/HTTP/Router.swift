/// Finds who answers a request: routes by exact path, then those of a family of paths, then static files. HEAD is answered as
/// GET (the server leaves the body out), OPTIONS with Allow; every refusal is a page of the site.
///
/// A class, as every request hands it on: one reference instead of all that it holds.
public final class Router: Responder {
    /// Makes the page of a refusal: 400, 404, 405, 413, 415, 500, 501, …
    public typealias ErrorPage = @Sendable (Status, Request) -> Response
    /// Makes the reply to an error a handler threw.
    public typealias Failed = @Sendable (any Error, Request) -> Response

    private let routes: [String: [Method: Route]]
    private let staticFiles: StaticFiles?
    private let errorPage: ErrorPage
    /// The one that was given, if one was.
    private let ownPage: ErrorPage?
    private let failed: Failed

    /// - Parameters:
    ///   - routes: for one method and path the first counts.
    ///   - staticFiles: asked for paths no route has.
    ///   - errorPage: pages of refusals; without it, plain ones.
    ///   - failed: asked when a handler throws anything but a `Refusal` or a `FormProblem`; without it, `errorPage`'s 500.
    public init(
        routes: [Route], staticFiles: StaticFiles? = nil, errorPage: ErrorPage? = nil, failed: Failed? = nil
    ) {
        var table: [String: [Method: Route]] = [:]
        for route in routes where table[route.path]?[route.method] == nil {
            table[route.path, default: [:]][route.method] = route
        }
        let page = errorPage ?? { status, _ in .plain(status) }
        self.routes = table
        self.staticFiles = staticFiles
        self.errorPage = page
        ownPage = errorPage
        self.failed = failed ?? { _, request in page(.internalServerError, request) }
    }

    private func choices(for path: String) -> [Method: Route]? {
        if let own = routes[path] { return own }
        for family in Route.families(of: path) {
            if let choices = routes[family] { return choices }
        }
        return nil
    }

    /// Large bodies are read only from those whom the route awaits them from: memory is not for strangers.
    public func bodyRule(for head: Request) -> BodyRule {
        guard let route = choices(for: head.path)?[head.method] else { return .upTo(Route.usualBodyLimit) }
        guard route.bodyLimit > Route.usualBodyLimit, !route.awaitsBody(head) else { return .upTo(route.bodyLimit) }
        return .dropped(above: Route.usualBodyLimit)
    }

    /// Static files need nobody to be awaited, nor do some routes.
    public func respondAtOnce(to request: Request) -> Response? {
        guard request.method == .get || request.method == .head else { return nil }
        guard let choices = choices(for: request.path) else { return staticFiles?.respond(to: request) }
        return choices[.get]?.atOnce?(request)
    }

    public func refusal(_ status: Status, of head: Request) -> Response? { ownPage?(status, head) }

    public func respond(to request: Request) async -> Response {
        let method = request.method == .head ? .get : request.method
        guard let choices = choices(for: request.path) else { return fileOrRefusal(request) }
        guard let route = choices[method] else {
            return refusal(request, allowed: Router.allowed(Set(choices.keys)))
        }
        do {
            return try await route.handler(request)
        } catch let error as StatusError {
            return errorPage(error.status, request)
        } catch let problem as FormProblem {
            return errorPage(problem.status, request)
        } catch {
            return failed(error, request)
        }
    }

    private func fileOrRefusal(_ request: Request) -> Response {
        if let staticFiles, staticFiles.contains(request.path) {
            guard request.method == .get || request.method == .head else {
                return refusal(request, allowed: Router.allowed([.get]))
            }
            return staticFiles.respond(to: request) ?? errorPage(.notFound, request)
        }
        switch request.method {
        case .other, .trace, .connect: return refusal(request, allowed: Router.allowed([]))
        case .options where request.path == "*": return refusal(request, allowed: Router.allowed([.get, .post]))
        default: return errorPage(.notFound, request)
        }
    }

    /// The reply to a method this path has no route for.
    private func refusal(_ request: Request, allowed: String) -> Response {
        if request.method == .other { return errorPage(.notImplemented, request) }
        var response = Response(status: .noContent)
        if request.method != .options { response = errorPage(.methodNotAllowed, request) }
        response.fields.set("Allow", allowed)
        return response
    }

    /// The value of Allow, in the order of RFC 9110's chapter on methods.
    private static func allowed(_ methods: Set<Method>) -> String {
        var all = methods
        if all.contains(.get) { all.insert(.head) }
        all.insert(.options)
        return Method.allCases.filter(all.contains).map(\.rawValue).joined(separator: ", ")
    }
}

extension Response {
    /// The least a refusal can be: its status in words. What the server itself refuses looks like this.
    public static func plain(_ status: Status) -> Response {
        let title = "\(status.code) \(status.reason)"
        let page =
            "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>\(title)</title><h1>\(title)</h1></html>\n"
        return .html(Array(page.utf8), status: status)
    }
}
