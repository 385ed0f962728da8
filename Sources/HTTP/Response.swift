internal import Encodings

/// A reply. The server adds what every reply has: Date, framing, `X-Request-Id` and the security fields.
public struct Response: Sendable {
    public var status: Status
    /// Fields beyond those the server adds. Framing and connection fields set here are not sent.
    public var fields: Fields
    /// A static file's bytes are shared, not copied.
    public var body: [UInt8]
    /// The Content-Type; nil for a reply that has no body.
    public var contentType: String?
    /// Whether it may be kept nowhere: `Cache-Control: no-store`. Pages for a signed-in person are.
    public var isPrivate: Bool

    public init(
        status: Status = .ok, fields: [(String, String)] = [], contentType: String? = nil, body: [UInt8] = [],
        isPrivate: Bool = false
    ) {
        self.status = status
        self.fields = Fields(fields)
        self.contentType = contentType
        self.body = body
        self.isPrivate = isPrivate
    }

    /// A page, in UTF-8. Private unless said otherwise.
    public static func html(_ bytes: [UInt8], status: Status = .ok, isPrivate: Bool = true) -> Response {
        Response(status: status, contentType: "text/html; charset=utf-8", body: bytes, isPrivate: isPrivate)
    }

    public static func text(_ text: String, status: Status = .ok) -> Response {
        Response(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8), isPrivate: true)
    }

    public static func json(_ bytes: [UInt8], status: Status = .ok) -> Response {
        Response(status: status, contentType: "application/json; charset=utf-8", body: bytes, isPrivate: true)
    }

    /// Sends the browser to another path of this site. Where `path` is none — see `isLocalPath` — it goes to "/".
    public static func redirect(to path: String, status: Status = .seeOther) -> Response {
        Response(status: status, fields: [("Location", isLocalPath(path) ? path : "/")], isPrivate: true)
    }

    /// A file to be saved under `filename` (RFC 6266), in every script (RFC 8187).
    /// - Parameter plainName: in ASCII, for programs that read no other; it is what they save, so it says what is in it.
    public static func download(
        _ bytes: [UInt8], filename: String, plainName: String, contentType: String
    ) -> Response {
        let plain = String(
            String.UnicodeScalarView(
                plainName.unicodeScalars.map { scalar in
                    scalar.isASCII && ByteSet.attribute.contains(UInt8(scalar.value)) ? scalar : "_"
                }))
        let encoded = PercentEncoding.encode(filename, keeping: .attribute)
        let disposition = "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
        return Response(
            fields: [("Content-Disposition", disposition)], contentType: contentType, body: bytes, isPrivate: true)
    }

    /// Whether the text is a path of this site, with or without a query, that a browser cannot read as another site's
    /// address: what a `next=` from outside must be.
    public static func isLocalPath(_ text: String) -> Bool {
        guard text.utf8.first == ASCII.slash, text.utf8.count <= 2048 else { return false }
        guard let target = RequestTarget(originForm: ArraySlice(text.utf8)), !target.path.hasPrefix("//") else {
            return false
        }
        let query = PercentEncoding.decode(ArraySlice(target.query.utf8), plusIsSpace: true) ?? "\\"
        return !text.hasPrefix("//") && !query.utf8.contains { ASCII.isControl($0) || $0 == ASCII.backslash }
    }

    public mutating func setCookie(_ cookie: Cookie) { fields.append("Set-Cookie", cookie.fieldValue) }
}
