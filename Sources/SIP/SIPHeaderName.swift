/// The name of a header field. Names are equal whatever their case, and short and long forms are the same name
/// (RFC 3261 § 7.3.3).
public struct SIPHeaderName: Sendable, Hashable, CustomStringConvertible {
    /// In lower case and in full: what equality is about.
    private let key: String
    /// As it is written in messages of ours.
    public let text: String

    /// Nil for anything that is no token. A short form becomes its long one.
    public init?(_ text: some StringProtocol) {
        guard let token = SIPToken(text) else { return nil }
        let key = token.text.lowercased()
        if let known = Self.short[key] ?? Self.known[key] {
            self = known
        } else {
            self.key = key
            self.text = token.text
        }
    }

    private init(known text: String) {
        key = text.lowercased()
        self.text = text
    }

    public static func == (left: SIPHeaderName, right: SIPHeaderName) -> Bool { left.key == right.key }

    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    public var description: String { text }

    public static let via = SIPHeaderName(known: "Via")
    public static let from = SIPHeaderName(known: "From")
    public static let to = SIPHeaderName(known: "To")
    public static let callID = SIPHeaderName(known: "Call-ID")
    public static let sequence = SIPHeaderName(known: "CSeq")
    public static let contact = SIPHeaderName(known: "Contact")
    public static let maxForwards = SIPHeaderName(known: "Max-Forwards")
    public static let route = SIPHeaderName(known: "Route")
    public static let recordRoute = SIPHeaderName(known: "Record-Route")
    public static let contentType = SIPHeaderName(known: "Content-Type")
    public static let contentLength = SIPHeaderName(known: "Content-Length")
    public static let contentEncoding = SIPHeaderName(known: "Content-Encoding")
    public static let subject = SIPHeaderName(known: "Subject")
    public static let require = SIPHeaderName(known: "Require")
    public static let unsupported = SIPHeaderName(known: "Unsupported")
    public static let supported = SIPHeaderName(known: "Supported")
    public static let allow = SIPHeaderName(known: "Allow")
    public static let accept = SIPHeaderName(known: "Accept")
    public static let expires = SIPHeaderName(known: "Expires")
    public static let userAgent = SIPHeaderName(known: "User-Agent")
    public static let server = SIPHeaderName(known: "Server")
    public static let diversion = SIPHeaderName(known: "Diversion")
    public static let historyInfo = SIPHeaderName(known: "History-Info")
    public static let wwwAuthenticate = SIPHeaderName(known: "WWW-Authenticate")
    public static let authorization = SIPHeaderName(known: "Authorization")
    public static let proxyAuthenticate = SIPHeaderName(known: "Proxy-Authenticate")
    public static let proxyAuthorization = SIPHeaderName(known: "Proxy-Authorization")

    private static let known: [String: SIPHeaderName] = Dictionary(
        uniqueKeysWithValues: [
            via, from, to, callID, sequence, contact, maxForwards, route, recordRoute, contentType, contentLength,
            contentEncoding, subject, require, unsupported, supported, allow, accept, expires, userAgent, server,
            diversion, historyInfo,
            wwwAuthenticate, authorization, proxyAuthenticate, proxyAuthorization,
        ].map { ($0.key, $0) })

    /// RFC 3261 § 20 and the registry that grew from it.
    private static let short: [String: SIPHeaderName] = [
        "v": via, "f": from, "t": to, "i": callID, "m": contact, "c": contentType, "l": contentLength,
        "e": contentEncoding, "s": subject, "k": supported, "o": SIPHeaderName(known: "Event"),
        "u": SIPHeaderName(known: "Allow-Events"), "r": SIPHeaderName(known: "Refer-To"),
        "b": SIPHeaderName(known: "Referred-By"), "x": SIPHeaderName(known: "Session-Expires"),
        "a": SIPHeaderName(known: "Accept-Contact"), "j": SIPHeaderName(known: "Reject-Contact"),
        "d": SIPHeaderName(known: "Request-Disposition"), "y": SIPHeaderName(known: "Identity"),
    ]
}

/// A header field of a message.
public struct SIPField: Sendable, Hashable {
    public let name: SIPHeaderName
    public let value: SIPText

    public init(_ name: SIPHeaderName, _ value: SIPText) {
        self.name = name
        self.value = value
    }

    init(_ name: SIPHeaderName, checked value: String) {
        self.init(name, SIPText(checked: value))
    }
}
