internal import Encodings
public import Transport

/// A message that came in, with what every message must have read and checked (RFC 3261 § 8.1.1, 8.2.6.2).
public struct SIPArrival: Sendable, Hashable {
    public let message: SIPMessage
    /// The topmost hop: ours for a response.
    public let via: SIPVia
    /// How many hops there are.
    public let viaCount: Int
    public let from: SIPNameAddress
    public let to: SIPNameAddress
    public let callID: String
    public let sequence: SIPSequence
    /// Who has sent it, as the receiving socket says; nil until that is filled in.
    public var source: PeerAddress?

    /// Reads the message in a UDP datagram. Bytes behind the body that Content-Length announces are not looked at;
    /// without Content-Length the body goes to the end (RFC 3261 § 18.3).
    public init(datagram bytes: [UInt8]) throws(SIPSyntaxError) {
        guard bytes.count <= SIPLimits.messageBytes else { throw .tooLong }
        let head = try SIPHead(bytes)
        let length = try head.contentLength() ?? (bytes.count - head.end)
        guard length <= bytes.count - head.end else { throw .shortBody }
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
        from = try Self.address(message, .from)
        to = try Self.address(message, .to)
        callID = try Self.one(message, .callID)
        guard Self.isCallID(callID) else { throw .invalid(.callID) }
        guard let sequence = SIPSequence(try Self.one(message, .sequence)) else { throw .invalid(.sequence) }
        if let method = message.method, method != sequence.method { throw .invalid(.sequence) }
        self.sequence = sequence
        try Self.checkForwards(message)
    }

    private static func one(_ message: SIPMessage, _ name: SIPHeaderName) throws(SIPSyntaxError) -> String {
        let values = message.values(name)
        guard let value = values.first else { throw .missing(name) }
        guard values.count == 1 else { throw .repeated(name) }
        return value
    }

    private static func address(
        _ message: SIPMessage, _ name: SIPHeaderName
    ) throws(SIPSyntaxError) -> SIPNameAddress {
        guard let address = SIPNameAddress(try one(message, name)) else { throw .invalid(name) }
        if address.parameters.has("tag"), address.tag.flatMap({ SIPToken($0) }) == nil { throw .invalid(name) }
        return address
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
        var to = self.to
        if let tag, to.tag == nil { to.parameters.set("tag", tag.text) }
        var fields = vias.map { SIPField(.via, checked: $0) }
        fields += message.fields.filter { $0.name == .recordRoute }
        fields += [
            SIPField(.from, checked: message.first(.from) ?? from.description),
            SIPField(.to, checked: to.description), SIPField(.callID, checked: callID),
            SIPField(.sequence, checked: sequence.description),
        ]
        return SIPMessage(.response(status, SIPText(checked: "\(words)")), fields: fields)
    }
}
