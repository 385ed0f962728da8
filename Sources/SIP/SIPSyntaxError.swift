/// Why bytes are no message.
public enum SIPSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing, or only line ends: a keep-alive (RFC 5626 § 3.5.1).
    case empty
    /// A message, head, line or list beyond the limit.
    case tooLong
    /// The head has no empty line at its end.
    case incomplete
    /// A first line that is neither a request's nor a response's.
    case startLine
    /// A version other than SIP/2.0.
    case version
    /// A field that must be there is not.
    case missing(SIPHeaderName)
    /// A field that may be there once is there again.
    case repeated(SIPHeaderName)
    /// A field whose value is not of its form.
    case invalid(SIPHeaderName)
    /// A body shorter than announced.
    case shortBody
    /// It came from somebody who is not believed: address and port.
    case stranger(String)

    public var description: String {
        switch self {
        case .empty: "no message"
        case .tooLong: "too long"
        case .incomplete: "no end of the head"
        case .startLine: "the first line is neither a request's nor a response's"
        case .version: "not SIP/2.0"
        case .missing(let name): "\(name) is missing"
        case .repeated(let name): "\(name) occurs twice"
        case .invalid(let name): "\(name) is malformed"
        case .shortBody: "the body is shorter than its Content-Length"
        case .stranger(let place): "it came from \(place), which is not the proxy"
        }
    }
}
