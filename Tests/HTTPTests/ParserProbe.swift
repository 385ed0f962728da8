@testable import HTTP

/// What became of some bytes: the requests in them, the refusal that ended them if any, and how much is unread.
struct ParserProbe {
    var requests: [Request] = []
    var refusal: Status?
    var wasLast = false
    var parser: RequestParser

    /// Feeds the bytes in pieces of that size and asks after each.
    init(
        _ bytes: some Collection<UInt8>, piece: Int = .max, bodyLimit: Int = 65536,
        limits: RequestLimits = RequestLimits()
    ) {
        parser = RequestParser(limits: limits)
        var rest = ArraySlice(Array(bytes))
        repeat {
            let part = rest.prefix(piece)
            rest = rest.dropFirst(part.count)
            feed(part, bodyLimit)
        } while !rest.isEmpty && refusal == nil
    }

    init(_ text: String, piece: Int = .max, bodyLimit: Int = 65536) {
        self.init(Array(text.utf8), piece: piece, bodyLimit: bodyLimit)
    }

    mutating func feed(_ part: ArraySlice<UInt8>, _ bodyLimit: Int) {
        parser.feed(part)
        while true {
            switch parser.next(bodyRule: { _ in .upTo(bodyLimit) }) {
            case .incomplete: return
            case .refused(let status):
                refusal = status
                return
            case .request(let request, let isLast):
                requests.append(request)
                wasLast = isLast
            }
        }
    }

    /// Whether the client is told to go on, asked twice.
    var continues: [Bool] {
        var copy = parser
        return [copy.takeContinue(), copy.takeContinue()]
    }

    /// The one status of a request with these lines; 200 when it is accepted, nil when it is not complete.
    static func status(_ lines: String...) -> Int? {
        let probe = ParserProbe(lines.joined(separator: "\r\n") + "\r\n\r\n")
        return probe.refusal?.code ?? (probe.requests.isEmpty ? nil : 200)
    }
}

extension Request {
    var bodyText: String { String(decoding: body, as: UTF8.self) }
}
