internal import Encodings

/// Writes the heads of replies: what every reply has is made once, when the program starts.
struct ResponseHead: Sendable {
    /// What pages may load and where they may send: only this site, and never inline.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

    /// Fields that are written here and nowhere else.
    private static let reserved = [
        "date", "connection", "content-type", "content-length", "transfer-encoding", "x-request-id",
        "content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy",
        "cross-origin-opener-policy", "cross-origin-resource-policy",
    ]

    /// By status code less 200: the status line and the security fields.
    private let beginnings: [[UInt8]]

    /// - Parameter isSecure: whether browsers are told to come by HTTPS for the next two years (RFC 6797), which they
    ///   may be told over HTTPS only.
    init(isSecure: Bool) {
        var fields =
            "Content-Security-Policy: \(ResponseHead.contentSecurityPolicy)\r\nX-Content-Type-Options: nosniff\r\n"
            + "Referrer-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n"
            + "Cross-Origin-Resource-Policy: same-origin\r\n"
        if isSecure { fields += "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n" }
        var beginnings = [[UInt8]](repeating: [], count: 400)
        for status in Status.allCases {
            beginnings[status.code - 200] = Array("HTTP/1.1 \(status.code) \(status.reason)\r\n\(fields)".utf8)
        }
        self.beginnings = beginnings
    }

    /// Writes the head of a reply to the end of `bytes`.
    /// - Parameters:
    ///   - dateLine: the whole Date line with its end.
    ///   - isLast: whether the connection ends with this reply.
    func write(_ response: Response, id: String, dateLine: [UInt8], isLast: Bool, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: beginnings[response.status.code - 200])
        bytes.append(contentsOf: dateLine)
        ResponseHead.append("X-Request-Id: ", id, to: &bytes)
        if response.isPrivate { ResponseHead.append("Cache-Control: ", "no-store", to: &bytes) }
        writeFields(response, to: &bytes)
        if !response.status.hasNoBody {
            if let type = response.contentType { ResponseHead.append("Content-Type: ", type, to: &bytes) }
            bytes.append(contentsOf: "Content-Length: ".utf8)
            ResponseHead.append(response.body.count, to: &bytes)
            ResponseHead.endLine(&bytes)
        }
        if isLast { ResponseHead.append("Connection: ", "close", to: &bytes) }
        ResponseHead.endLine(&bytes)
    }

    private func writeFields(_ response: Response, to bytes: inout [UInt8]) {
        let fields = response.fields
        for entry in fields.entries {
            if ResponseHead.reserved.contains(where: { fields.matches(entry, $0) }) { continue }
            if response.isPrivate && fields.matches(entry, "cache-control") { continue }
            bytes.append(contentsOf: fields.bytes[entry.name])
            bytes.append(ASCII.colon)
            bytes.append(ASCII.space)
            bytes.append(contentsOf: fields.bytes[entry.value])
            ResponseHead.endLine(&bytes)
        }
    }

    private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: value.utf8)
        endLine(&bytes)
    }

    private static func endLine(_ bytes: inout [UInt8]) {
        bytes.append(ASCII.carriageReturn)
        bytes.append(ASCII.lineFeed)
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number > 9 { append(number / 10, to: &bytes) }
        bytes.append(ASCII.zero + UInt8(number % 10))
    }
}
