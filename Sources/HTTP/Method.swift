internal import Encodings

/// A request's method (RFC 9110 § 9). Names are case-sensitive; one we do not know is `.other` and answered with 501.
public enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
    case patch = "PATCH"
    case options = "OPTIONS"
    case trace = "TRACE"
    case connect = "CONNECT"
    /// A safe request with a body (draft-ietf-httpbis-safe-method-w-body); nothing is served by it.
    case query = "QUERY"
    /// A well-formed name that is none of the above; what it was is not kept.
    case other = "-"

    /// The method of that name in exactly that case; `.other` when we know none.
    init(_ name: Span<UInt8>) {
        let found: Method =
            switch name.count {
            case 3: name[0] == 0x47 ? .get : .put
            case 4: name[0] == 0x48 ? .head : .post
            case 5: name[0] == 0x54 ? .trace : name[0] == 0x50 ? .patch : .query
            case 6: .delete
            case 7: name[0] == 0x4F ? .options : .connect
            default: .other
            }
        self = ASCII.equal(name, found.rawValue) ? found : .other
    }
}
