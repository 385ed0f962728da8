internal import Encodings

/// A request as it was received, whole: handlers never see half of one.
public struct Request: Sendable {
    public var method: Method
    /// Decoded, without dot segments, beginning with "/"; "*" for OPTIONS about the server itself.
    public var path: String
    /// As it was sent, without the question mark; empty when there is none. `queryForm()` reads it.
    public var query: String
    /// The host the request is meant for, in lower case, without port.
    public var host: String
    public var fields: Fields
    /// The body without any chunk framing.
    public var body: [UInt8]
    /// The address the request came from, as text.
    public var peer: String
    /// What the reply names in `X-Request-Id`, and log lines with it.
    public var id: String

    /// A request made in memory. `path` may carry a query behind a question mark, as a link does.
    public init(
        method: Method = .get, path: String, fields: [(String, String)] = [], body: [UInt8] = [],
        host: String = "localhost", peer: String = "127.0.0.1", id: String = "in-memory"
    ) {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let plain = RequestTarget(originForm: ArraySlice(path.utf8))
        self.method = method
        self.path = plain?.path ?? String(parts.first ?? "")
        self.query = plain?.query ?? String(parts.dropFirst().first ?? "")
        self.host = host
        self.fields = Fields(fields)
        self.body = body
        self.peer = peer
        self.id = id
    }

    /// A request the parser has read; `host` is the authority's when the target had one.
    init(method: Method, target: RequestTarget, host: String, fields: Fields, body: [UInt8]) {
        self.method = method
        path = target.path
        query = target.query
        self.host = host
        self.fields = fields
        self.body = body
        peer = ""
        id = ""
    }

    /// The value of the cookie of that name; nil when there is none or more than one.
    public func cookie(_ name: String) -> String? { fields.cookie(name) }

    /// The `Origin` field (RFC 6454 § 7): "null" is a text like any other.
    public var origin: String? { fields["origin"] }

    /// The `Sec-Fetch-Site` field: same-origin, same-site, cross-site or none.
    public var secFetchSite: String? { fields["sec-fetch-site"] }

    /// The media type of the body in lower case, without parameters; nil when none is given.
    public var contentType: String? {
        fields["content-type"].map { value in
            let end = value.utf8.firstIndex(of: ASCII.semicolon) ?? value.utf8.endIndex
            let type = ASCII.trimmed(ArraySlice(value.utf8[..<end]))
            return String(decoding: type.map(ASCII.lowercase), as: UTF8.self)
        }
    }
}
