/// One method on one path, and who answers.
public struct Route: Sendable {
    /// Runs on the connection's loop; what may block must be awaited elsewhere.
    public typealias Handler = @Sendable (Request) async throws -> Response

    public let method: Method
    /// Decoded, matched exactly; `/orders/*` stands for every path with one part more than `/orders`, and `/orders/*/cancel` for
    /// what hangs on each of these; behind the star stand three parts at most.
    public let path: String
    /// The longest body it reads, in bytes; beyond it the reply is 413.
    public let bodyLimit: Int
    /// Whether more than the usual body is read after this head; without it the handler is asked at once, with no body.
    public let awaitsBody: @Sendable (Request) -> Bool
    public let handler: Handler
    /// The reply where it is at hand, without a task; nil, or without it: `handler` is asked. Runs on the connection's loop.
    public let atOnce: (@Sendable (Request) -> Response?)?

    /// What a route reads that says nothing: 64 KiB.
    public static var usualBodyLimit: Int { 64 * 1024 }

    public init(
        _ method: Method, _ path: String, bodyLimit: Int = Route.usualBodyLimit,
        awaitsBody: @escaping @Sendable (Request) -> Bool = { _ in true },
        atOnce: (@Sendable (Request) -> Response?)? = nil, handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.bodyLimit = bodyLimit
        self.awaitsBody = awaitsBody
        self.atOnce = atOnce
        self.handler = handler
    }

    /// The route paths that a path may belong to, the nearest first: `/orders/*` of `/orders/7`, `/orders/7/*` and `/orders/*/cancel` of
    /// `/orders/7/cancel`, and so on, as far as `mostBehind` reaches. None for one that ends in nothing.
    public static func families(of path: String) -> [String] {
        var families: [String] = []
        var end = path.endIndex
        while families.count <= mostBehind, let slash = path[..<end].utf8.lastIndex(of: UInt8(ascii: "/")),
            path.utf8.index(after: slash) < end
        {
            families.append(path[...slash] + "*" + path[end...])
            end = slash
        }
        return families
    }

    /// So many parts of a path stand at most behind the one that is different for each of a family: a path is looked up a bounded number
    /// of times, however many parts a stranger gives it.
    private static let mostBehind = 3

    public static func get(_ path: String, _ handler: @escaping Handler) -> Route {
        Route(.get, path, handler: handler)
    }

    public static func post(
        _ path: String, bodyLimit: Int = Route.usualBodyLimit, _ handler: @escaping Handler
    ) -> Route {
        Route(.post, path, bodyLimit: bodyLimit, handler: handler)
    }
}

/// A handler's way out with no more to say than a status, which becomes the site's page for it.
public struct StatusError: Error, Sendable, Equatable {
    public let status: Status

    public init(_ status: Status) {
        self.status = status
    }
}
