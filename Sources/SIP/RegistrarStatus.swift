/// How a registrar answers.
enum RegistrarStatus: Hashable {
    /// 200 with the contacts of a user.
    case registered(String)
    /// 200
    case ok
    case asked(isForCall: Bool, isStale: Bool)
    case badRequest
    /// Somebody else's address, or somebody else's name.
    case forbidden
    case tooManyContacts
    case notAllowed
    case badExtension
    case tooBrief
    case unknownCall
    case outOfOrder
    case overloaded
    case version
    /// What becomes of somebody's call.
    case call(RedirectStatus)

    init(_ fault: RedirectHead.Fault) { self = fault == .version ? .version : .badRequest }

    init(_ outcome: RegistrationOutcome, of user: String) {
        switch outcome {
        case .done: self = .registered(user)
        case .tooBrief: self = .tooBrief
        case .outOfOrder: self = .outOfOrder
        case .tooMany: self = .tooManyContacts
        }
    }

    var line: StaticString {
        switch self {
        case .registered, .ok: "SIP/2.0 200 OK\r\n"
        case .asked(isForCall: false, _): "SIP/2.0 401 Unauthorized\r\n"
        case .asked(isForCall: true, _): "SIP/2.0 407 Proxy Authentication Required\r\n"
        case .badRequest: "SIP/2.0 400 Bad Request\r\n"
        case .forbidden: "SIP/2.0 403 Forbidden\r\n"
        case .tooManyContacts: "SIP/2.0 403 Too Many Contacts\r\n"
        case .notAllowed: "SIP/2.0 405 Method Not Allowed\r\n"
        case .badExtension: "SIP/2.0 420 Bad Extension\r\n"
        case .tooBrief: "SIP/2.0 423 Interval Too Brief\r\n"
        case .unknownCall: "SIP/2.0 481 Call/Transaction Does Not Exist\r\n"
        case .outOfOrder: "SIP/2.0 500 Out Of Order\r\n"
        case .overloaded: "SIP/2.0 503 Service Unavailable\r\n"
        case .version: "SIP/2.0 505 Version Not Supported\r\n"
        case .call(let status): status.line
        }
    }
}

extension RegistrarCounts {
    mutating func add(_ status: RegistrarStatus) {
        switch status {
        case .registered: registered += 1
        case .asked: challenged += 1
        case .forbidden, .tooManyContacts, .tooBrief, .outOfOrder: refused += 1
        case .ok, .badRequest, .notAllowed, .badExtension, .unknownCall, .version: others += 1
        case .overloaded: break
        case .call: calls += 1
        }
    }
}
