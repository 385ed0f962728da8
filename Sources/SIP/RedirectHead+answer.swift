internal import Transport

extension RedirectHead {
    /// What every answer begins with (RFC 3261 § 8.2.6): the line, and of the request its hops, its parties, its call and its number.
    /// - Parameters:
    ///   - line: the status line with its end.
    ///   - secret: makes the tag ours.
    func writeAnswer(
        _ line: StaticString, to opening: RedirectOpening, from peer: PeerAddress, secret: UInt64, _ bytes: Span<UInt8>,
        _ reply: inout RedirectReply
    ) {
        reply.append(line)
        writeHops(opening.via, peer, bytes, &reply)
        reply.append("From: ")
        reply.append(bytes, from)
        reply.append("\r\nTo: ")
        reply.append(bytes, to)
        if !opening.hasTag {
            reply.append(";tag=")
            reply.append(hex: tag(opening.via, secret, bytes))
        }
        reply.append("\r\nCall-ID: ")
        reply.append(bytes, callID)
        reply.append("\r\nCSeq: ")
        reply.append(bytes, sequence)
    }

    /// The hops as they came; at the topmost where it really came from (RFC 3261 § 18.2.1, RFC 3581 § 4).
    private func writeHops(
        _ via: RedirectVia, _ peer: PeerAddress, _ bytes: Span<UInt8>, _ reply: inout RedirectReply
    ) {
        let top = vias[0]
        reply.append("Via: ")
        var start = via.range.lowerBound
        var (first, second) = (via.received, via.rport)
        if let received = first, let rport = second, rport.lowerBound < received.lowerBound { swap(&first, &second) }
        if let first {
            reply.append(bytes, start..<first.lowerBound, isFolded: top.isFolded)
            start = first.upperBound
        }
        if let second {
            reply.append(bytes, start..<second.lowerBound, isFolded: top.isFolded)
            start = second.upperBound
        }
        reply.append(bytes, start..<via.range.upperBound, isFolded: top.isFolded)
        reply.append(";received=")
        reply.append(peer)
        if via.asksForPort {
            reply.append(";rport=")
            reply.append(Int(peer.port))
        }
        reply.append(bytes, via.range.upperBound..<top.range.upperBound, isFolded: top.isFolded)
        for other in vias.dropFirst() {
            reply.append("\r\nVia: ")
            reply.append(bytes, other)
        }
        reply.append("\r\n")
    }

    /// Of the branch, which all repetitions and the CANCEL have in common, and the call.
    private func tag(_ via: RedirectVia, _ secret: UInt64, _ bytes: Span<UInt8>) -> UInt64 {
        var hash = RedirectHash(secret)
        hash.add(bytes, via.branch ?? via.range)
        hash.add(bytes, callID.range)
        hash.add(bytes, from.range)
        return hash.value
    }
}
