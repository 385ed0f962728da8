internal import Encodings
internal import Transport

/// Judges requests and writes their answers: all of a redirect server but its sockets. On its loop only.
///
/// It keeps nothing of a request (RFC 3261 § 8.2.7): one that comes again is answered again, and by the same tag, which is made of what
/// the repetitions have in common. An ACK is for nobody, and what a CANCEL is for has had its answer already.
final class RedirectDesk {
    private let settings: RedirectSettings
    /// Makes tags ours.
    private let secret: UInt64
    private let decide: (RedirectQuestion) -> RedirectAnswer
    private let domain: [UInt8]?
    private var head = RedirectHead()
    private var rates: RedirectRates
    var counts = RedirectCounts()

    init(
        _ settings: RedirectSettings, secret: UInt64, decide: @escaping (RedirectQuestion) -> RedirectAnswer
    ) {
        self.settings = settings
        self.secret = secret
        self.decide = decide
        domain = settings.domain.map { Array($0.text.utf8) }
        rates = RedirectRates(perSecond: settings.requestsPerSecond)
    }

    /// The room that every answer to a request of at most `headBytes` fits in.
    static func answerBytes(_ settings: RedirectSettings) -> Int { settings.headBytes + 2048 }

    /// Whether one from there is heard at all.
    func admits(_ peer: PeerAddress) -> Bool {
        if settings.networks.contains(where: { $0.contains(peer) }) { return true }
        counts.strangers += 1
        return false
    }

    /// Whether one more from there is answered now.
    func isInTime(_ peer: PeerAddress, at now: UInt64) -> Bool {
        if rates.take(peer.limitKey, at: now) { return true }
        counts.tooMany += 1
        return false
    }

    /// Answers a request.
    /// - Parameters:
    ///   - length: of the whole request, where its end is known by that.
    ///   - isOverloaded: it came beyond the rate, on a way where silence would be waited for.
    /// - Returns: nil for no answer.
    func answer(
        _ bytes: Span<UInt8>, length: Int?, from peer: PeerAddress, isOverloaded: Bool = false,
        into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer? {
        // A keep-alive (RFC 5626 § 3.5.1).
        guard RedirectHead.skipLineEnds(bytes) < bytes.count else { return nil }
        var fault = head.read(bytes)
        guard fault != .unanswerable, let top = head.vias.first, let via = RedirectVia(bytes, top.range) else {
            counts.unreadable += 1
            return nil
        }
        guard head.method != .ack else { return nil }
        var index = head.to.range.lowerBound
        let to = RedirectAddress(bytes, &index, end: head.to.range.upperBound)
        if to == nil || index < head.to.range.upperBound { fault = fault ?? .badRequest }
        if let length, head.end + (head.contentLength ?? 0) > length { fault = fault ?? .badRequest }
        let hasTag = to?.parameter("tag", bytes) != nil
        let status = fault.map(RedirectStatus.init) ?? (isOverloaded ? .overloaded : self.status(bytes, hasTag: hasTag))
        counts.add(status)
        var reply = RedirectReply(room)
        write(status, via, hasTag: hasTag, to: peer, bytes, &reply)
        guard !reply.isTooLong else { return nil }
        return DatagramAnswer(count: reply.count, port: via.asksForPort ? peer.port : via.port ?? 5060)
    }

    private func status(_ bytes: Span<UInt8>, hasTag: Bool) -> RedirectStatus {
        switch head.method {
        case .options: return .ok(isCancel: false)
        // No call goes on here, so that a tag is nobody's.
        case .invite, .cancel: if hasTag { return .unknownCall }
        case .ack, .other: return .notAllowed
        }
        guard head.method == .invite else { return .ok(isCancel: true) }
        let uri = RedirectURI(bytes, head.target)
        guard uri.isKnown else { return .unknownScheme }
        guard let called = uri.number(bytes).map(RedirectCalled.number) ?? uri.name(bytes).map(RedirectCalled.name)
        else { return .answer(.ring) }
        guard let question = head.question(bytes, called) else { return .badRequest }
        return .answer(decide(question))
    }

    private func write(
        _ status: RedirectStatus, _ via: RedirectVia, hasTag: Bool, to peer: PeerAddress, _ bytes: Span<UInt8>,
        _ reply: inout RedirectReply
    ) {
        reply.append(status.line)
        writeHops(via, peer, bytes, &reply)
        reply.append("From: ")
        reply.append(bytes, head.from)
        reply.append("\r\nTo: ")
        reply.append(bytes, head.to)
        if !hasTag {
            reply.append(";tag=")
            reply.append(hex: tag(via, bytes))
        }
        reply.append("\r\nCall-ID: ")
        reply.append(bytes, head.callID)
        reply.append("\r\nCSeq: ")
        reply.append(bytes, head.sequence)
        writeFields(of: status, bytes, &reply)
        reply.append("\r\nContent-Length: 0\r\n\r\n")
    }

    private func writeFields(of status: RedirectStatus, _ bytes: Span<UInt8>, _ reply: inout RedirectReply) {
        switch status {
        case .answer(.forward(let number)): writeContact(.number(number), bytes, &reply)
        case .answer(.goOn(let place)): writeContact(place, bytes, &reply)
        case .answer(.outside(let number, let shown)):
            writeContact(.number(number), bytes, &reply)
            reply.append("\r\nCalling-Number: ")
            if let shown { writeAddress(.number(shown), bytes, &reply) } else { reply.append("anonymous") }
        case .answer(.contacts(let contacts, let seconds, let next)):
            for contact in contacts { write(contact, &reply) }
            if let seconds {
                reply.append("\r\nRing-Seconds: ")
                reply.append(seconds)
            }
            if let next { write(next, bytes, &reply) }
        case .answer(.ringFirst(let number, let seconds, let whenBusy)):
            write(
                RedirectNext(.number(number), noAnswerAfter: seconds, whenBusy: whenBusy, whenUnreachable: false),
                bytes, &reply)
        case .notAllowed, .ok(isCancel: false): reply.append("\r\nAllow: INVITE, ACK, CANCEL, OPTIONS")
        case .overloaded: reply.append("\r\nRetry-After: 1")
        default: break
        }
    }

    /// The hops as they came; at the topmost where it really came from (RFC 3261 § 18.2.1, RFC 3581 § 4).
    private func writeHops(
        _ via: RedirectVia, _ peer: PeerAddress, _ bytes: Span<UInt8>, _ reply: inout RedirectReply
    ) {
        let top = head.vias[0]
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
        for other in head.vias.dropFirst() {
            reply.append("\r\nVia: ")
            reply.append(bytes, other)
        }
        reply.append("\r\n")
    }

    private func writeContact(_ place: RedirectCalled, _ bytes: Span<UInt8>, _ reply: inout RedirectReply) {
        reply.append("\r\nContact: ")
        writeAddress(place, bytes, &reply)
    }

    private func write(_ contact: RedirectContact, _ reply: inout RedirectReply) {
        reply.append("\r\nContact: <")
        reply.append(contact.uri)
        reply.append(">;q=")
        if contact.q >= 1_000 {
            reply.append("1")
        } else {
            reply.append("0.")
            for place in [100, 10, 1] { reply.append(max(0, contact.q) / place % 10) }
        }
    }

    /// In which cases a call that nobody has taken goes on.
    private func write(_ next: RedirectNext, _ bytes: Span<UInt8>, _ reply: inout RedirectReply) {
        reply.append("\r\nForward-Unanswered: ")
        writeAddress(next.place, bytes, &reply)
        if let seconds = next.noAnswerAfter {
            reply.append(";no-answer=")
            reply.append(seconds)
        }
        if next.whenBusy { reply.append(";busy") }
        if next.whenUnreachable { reply.append(";unreachable") }
    }

    private func writeAddress(_ place: RedirectCalled, _ bytes: Span<UInt8>, _ reply: inout RedirectReply) {
        reply.append("<sip:")
        switch place {
        case .number(let number): reply.append(number)
        case .name(let name): reply.append(name)
        }
        reply.append("@")
        if let domain {
            reply.append(domain)
        } else {
            let host = RedirectURI(bytes, head.target).host
            if host.isEmpty { reply.append("invalid") } else { reply.append(bytes, host, isFolded: false) }
        }
        if case .number = place { reply.append(";user=phone") }
        reply.append(">")
    }

    /// Of the branch, which all repetitions and the CANCEL have in common, and the call.
    private func tag(_ via: RedirectVia, _ bytes: Span<UInt8>) -> UInt64 {
        var hash = RedirectHash(secret)
        hash.add(bytes, via.branch ?? via.range)
        hash.add(bytes, head.callID.range)
        hash.add(bytes, head.from.range)
        return hash.value
    }
}

extension RedirectReply {
    fileprivate mutating func append(_ bytes: Span<UInt8>, _ part: RedirectHead.Part) {
        append(bytes, part.range, isFolded: part.isFolded)
    }
}
