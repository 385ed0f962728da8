/// Who answers the requests of a server.
public protocol Responder: Sendable {
    /// How much of the body is read that follows this head.
    func bodyRule(for head: Request) -> BodyRule

    /// The reply where it is at hand, without a task; nil: `respond` is to be asked. Runs on the connection's loop.
    func respondAtOnce(to request: Request) -> Response?

    /// The page for what the server refuses by itself of a request whose head has been read; nil: `ServerSettings.refusalPage` makes it.
    /// Runs on the connection's loop.
    func refusal(_ status: Status, of head: Request) -> Response?

    /// The reply. Runs on the connection's loop.
    func respond(to request: Request) async -> Response
}

/// What becomes of a body.
public enum BodyRule: Sendable, Equatable {
    /// It is read up to so many bytes; beyond them the reply is 413.
    case upTo(Int)
    /// It is read up to so many bytes. One that announces more is not waited for: the request is answered without it, and
    /// the connection ends.
    case dropped(above: Int)

    /// In bytes.
    var limit: Int {
        switch self {
        case .upTo(let limit), .dropped(let limit): limit
        }
    }
}

extension Responder {
    public func respondAtOnce(to request: Request) -> Response? { nil }

    public func refusal(_ status: Status, of head: Request) -> Response? { nil }
}
