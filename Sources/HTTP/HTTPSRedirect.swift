/// Answers on the clear port: reading goes on under HTTPS, at the configured origin and nowhere else; all else is refused.
public struct HTTPSRedirect: Responder {
    private let origin: String

    /// - Parameter origin: as `https://www.example.jp`, with the port when it is not 443, without a slash at its end.
    public init(origin: String) {
        self.origin = origin
    }

    /// No body is wanted, and what comes with one is refused for its method, not for its length.
    public func bodyRule(for head: Request) -> BodyRule { .dropped(above: 0) }

    public func respondAtOnce(to request: Request) -> Response? {
        guard request.method == .get || request.method == .head else {
            var response = Response.plain(.methodNotAllowed)
            response.fields.set("Allow", "GET, HEAD")
            return response
        }
        let query = request.query.isEmpty ? "" : "?" + request.query
        let place = origin + PercentEncoding.encode(request.path, keeping: .path) + query
        return Response(status: .permanentRedirect, fields: [("Location", place)])
    }

    public func respond(to request: Request) async -> Response { respondAtOnce(to: request) ?? .plain(.notFound) }
}
