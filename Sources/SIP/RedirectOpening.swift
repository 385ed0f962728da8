internal import Encodings
internal import Transport

/// A request that can be answered: what is known of it before anybody judges what it asks.
struct RedirectOpening {
    let via: RedirectVia
    /// Nil where it is malformed.
    let to: RedirectAddress?
    let hasTag: Bool
    let fault: RedirectHead.Fault?

    /// Where an answer that has been written goes (RFC 3261 § 18.2.2, RFC 3581 § 4); nil for one that has had no room.
    func answer(_ reply: RedirectReply, to peer: PeerAddress) -> DatagramAnswer? {
        guard !reply.isTooLong else { return nil }
        return DatagramAnswer(count: reply.count, port: via.asksForPort ? peer.port : via.port ?? 5060)
    }
}

extension RedirectHead {
    enum Reading {
        /// A keep-alive (RFC 5626 § 3.5.1), or an ACK: nobody waits for an answer.
        case nothing
        case unreadable
        case request(RedirectOpening)
    }

    /// - Parameter length: of the whole request, where its end is known by that.
    mutating func open(_ bytes: Span<UInt8>, length: Int?) -> Reading {
        guard Self.skipLineEnds(bytes) < bytes.count else { return .nothing }
        var fault = read(bytes)
        guard fault != .unanswerable, let top = vias.first, let via = RedirectVia(bytes, top.range) else {
            return .unreadable
        }
        guard method != .ack else { return .nothing }
        var index = to.range.lowerBound
        let address = RedirectAddress(bytes, &index, end: to.range.upperBound)
        if address == nil || index < to.range.upperBound { fault = fault ?? .badRequest }
        if let length, end + (contentLength ?? 0) > length { fault = fault ?? .badRequest }
        let hasTag = address?.parameter("tag", bytes) != nil
        return .request(RedirectOpening(via: via, to: address, hasTag: hasTag, fault: fault))
    }
}
