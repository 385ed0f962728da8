internal import Encodings
public import Transport

/// A message that came in, with what every message must have read and checked (RFC 3261 § 8.1.1, 8.2.6.2).
public struct SIPArrival: Sendable, Hashable {
    public let message: SIPMessage
    /// The topmost hop: ours for a response.
    public let via: SIPVia
    /// How many hops there are.
    public let viaCount: Int
    public let from: SIPParty
    public let to: SIPParty
    public let callID: String
    public let sequence: SIPSequence
    /// Who has sent it, as the receiving socket says; nil until that is filled in.
    public var source: PeerAddress?

    /// Reads the message in a UDP datagram. Bytes behind the body that Content-Length announces are not looked at;
    /// without Content-Length the body goes to the end (RFC 3261 § 18.3). Nobody reads the body of a response, so its length
    /// may be wrong.
    public init(datagram bytes: [UInt8]) throws(SIPSyntaxError) {
        guard bytes.count <= SIPLimits.messageBytes else { throw .tooLong }
        let head = try SIPHead(bytes)
        let rest = bytes.count - head.end
        let length: Int
        if case .response = head.start {
            length = min((try? head.contentLength()) ?? rest, rest)
        } else {
            length = try head.contentLength() ?? rest
        }
        guard length <= rest else { throw .shortBody }
        try self.init(head, body: [UInt8](bytes[head.end..<(head.end + length)]))
    }

    init(_ head: SIPHead, body: [UInt8]) throws(SIPSyntaxError) {
        message = SIPMessage(head.start, fields: head.fields, body: body)
        let vias = message.list(.via)
        guard vias.count <= SIPLimits.fields else { throw .tooLong }
        viaCount = vias.count
        guard let top = vias.first else { throw .missing(.via) }
        guard let via = SIPVia(top) else { throw .invalid(.via) }
        self.via = via
        from = try Self.party(message, .from)
        to = try Self.party(message, .to)
        callID = try Self.one(message, .callID)
        guard Self.isCallID(callID) else { throw .invalid(.callID) }
        guard let sequence = SIPSequence(try Self.one(message, .sequence)) else { throw .invalid(.sequence) }
        self.sequence = sequence
        guard let method = message.method else { return }
        guard method == sequence.method else { throw .invalid(.sequence) }
        try Self.checkForwards(message)
    }

    private static func one(_ message: SIPMessage, _ name: SIPHeaderName) throws(SIPSyntaxError) -> String {
        let values = message.values(name)
        guard let value = values.first else { throw .missing(name) }
        guard values.count == 1 else { throw .repeated(name) }
        return value
    }

    private static func party(_ message: SIPMessage, _ name: SIPHeaderName) throws(SIPSyntaxError) -> SIPParty {
        _ = try one(message, name)
        guard let party = message.field(name).flatMap({ SIPParty($0) }) else { throw .invalid(name) }
        return party
    }

    /// callid = word [ "@" word ]
    private static func isCallID(_ text: String) -> Bool {
        let words = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        return text.utf8.count <= 256 && words.allSatisfy { !$0.isEmpty && SIPCharacter.word.containsAll($0) }
    }

    /// RFC 3261 § 20.22: 0 to 255. A request without it is taken (§ 8.2 leaves it to the receiver).
    private static func checkForwards(_ message: SIPMessage) throws(SIPSyntaxError) {
        let values = message.values(.maxForwards)
        guard values.count <= 1 else { throw .repeated(.maxForwards) }
        guard let value = values.first else { return }
        var scanner = SIPScanner(value)
        guard scanner.number(upTo: 255) != nil, scanner.isAtEnd else { throw .invalid(.maxForwards) }
    }

    /// The answer to a request, without a body (RFC 3261 § 8.2.6). `source` goes into the topmost hop (RFC 3581 § 4).
    /// - Parameter tag: for To, where it has none yet.
    public func response(_ status: Int, _ words: StaticString, tag: SIPToken?) -> SIPMessage {
        var vias = message.list(.via)
        if let source {
            var top = via
            top.parameters.set("received", source.text)
            if top.parameters.has("rport") { top.parameters.set("rport", "\(source.port)") }
            vias[0] = top.description
        }
        let to = tag.map { self.to.tagged($0) } ?? self.to
        var fields = vias.map { SIPField(.via, checked: $0) }
        fields += message.fields.filter { $0.name == .recordRoute }
        fields += [
            SIPField(.from, from.text), SIPField(.to, to.text), SIPField(.callID, checked: callID),
            SIPField(.sequence, checked: sequence.description),
        ]
        return SIPMessage(.response(status, SIPText(checked: "\(words)")), fields: fields)
    }
}
