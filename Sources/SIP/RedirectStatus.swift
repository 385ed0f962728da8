/// How a request is answered.
enum RedirectStatus: Hashable {
    case answer(RedirectAnswer)
    case ok(isCancel: Bool)
    case badRequest
    case notAllowed
    case unknownScheme
    case unknownCall
    case overloaded
    case version

    init(_ fault: RedirectHead.Fault) { self = fault == .version ? .version : .badRequest }

    var line: StaticString {
        switch self {
        case .answer(.forward), .answer(.contacts), .answer(.outside), .answer(.goOn):
            "SIP/2.0 302 Moved Temporarily\r\n"
        case .answer(.busy): "SIP/2.0 486 Busy Here\r\n"
        case .answer(.ring), .answer(.ringFirst): "SIP/2.0 404 Not Found\r\n"
        case .answer(.unreachable): "SIP/2.0 480 Temporarily Unavailable\r\n"
        case .answer(.requestNumber): "SIP/2.0 433 Anonymity Disallowed\r\n"
        case .answer(.refuse): "SIP/2.0 603 Decline\r\n"
        case .ok: "SIP/2.0 200 OK\r\n"
        case .badRequest: "SIP/2.0 400 Bad Request\r\n"
        case .notAllowed: "SIP/2.0 405 Method Not Allowed\r\n"
        case .unknownScheme: "SIP/2.0 416 Unsupported URI Scheme\r\n"
        case .unknownCall: "SIP/2.0 481 Call/Transaction Does Not Exist\r\n"
        case .overloaded: "SIP/2.0 503 Service Unavailable\r\n"
        case .version: "SIP/2.0 505 Version Not Supported\r\n"
        }
    }
}

extension RedirectCounts {
    mutating func add(_ status: RedirectStatus) {
        switch status {
        case .answer(.forward), .answer(.outside), .answer(.goOn): forwarded += 1
        case .answer(.busy), .answer(.unreachable): busy += 1
        case .answer(.ring), .answer(.ringFirst), .answer(.contacts): rings += 1
        case .answer(.requestNumber), .answer(.refuse): refused += 1
        default: others += 1
        }
    }
}

/// SipHash-like in use, FNV-1a over words with a secret start and a strong end in form: nobody gains anything by two equal tags, they must only
/// differ in practice (RFC 3261 § 19.3).
struct RedirectHash {
    private var state: UInt64

    init(_ secret: UInt64) { state = 0xCBF2_9CE4_8422_2325 ^ secret }

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        // Eight at a time: what is hashed is as long as a request.
        while index + 8 <= range.upperBound {
            let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            state = (state ^ word) &* 0x0000_0100_0000_01B3
            state ^= state >> 29
            index += 8
        }
        while index < range.upperBound {
            state = (state ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        state = (state ^ 0xFF) &* 0x0000_0100_0000_01B3
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
