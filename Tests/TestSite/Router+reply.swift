package import HTTP

extension Router {
    /// As a connection asks: first for what is at hand.
    package func reply(to request: Request) async -> Response {
        if let response = respondAtOnce(to: request) { return response }
        return await respond(to: request)
    }
}
