internal import Encodings
internal import Transport

/// Judges requests and writes their answers: all of a redirect server but its sockets. On its loop only.
///
/// It keeps nothing of a request (RFC 3261 § 8.2.7): one that comes again is answered again, and by the same tag, which is made of what
/// the repetitions have in common. An ACK is for nobody, and what a CANCEL is for has had its answer already.
final class RedirectDesk: RequestDesk {
    let settings: RedirectSettings
    /// Makes tags ours.
    private let secret: UInt64
    private let decide: (RedirectQuestion) -> RedirectAnswer
    private let writer: RedirectAnswerWriter
    private var head = RedirectHead()
    var rates: RedirectRates
    var counts = RedirectCounts()

    init(
        _ settings: RedirectSettings, secret: UInt64, decide: @escaping (RedirectQuestion) -> RedirectAnswer
    ) {
        self.settings = settings
        self.secret = secret
        self.decide = decide
        writer = RedirectAnswerWriter(settings)
        rates = RedirectRates(perSecond: settings.requestsPerSecond)
    }

    /// Contacts of many devices may stand in one.
    var answerBytes: Int { settings.headBytes + 16 * 1024 }

    func answer(
        _ bytes: Span<UInt8>, length: Int?, from peer: PeerAddress, isOverloaded: Bool, at now: UInt64,
        into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer? {
        guard let opening = open(&head, bytes, length: length) else { return nil }
        let status =
            opening.fault.map(RedirectStatus.init)
            ?? (isOverloaded ? .overloaded : self.status(bytes, hasTag: opening.hasTag))
        counts.add(status)
        var reply = RedirectReply(room)
        head.writeAnswer(status.line, to: opening, from: peer, secret: secret, bytes, &reply)
        writeFields(status, bytes, &reply)
        return opening.answer(reply, to: peer)
    }

    private func status(_ bytes: Span<UInt8>, hasTag: Bool) -> RedirectStatus {
        switch head.method {
        case .options: return .ok(isCancel: false)
        // No call goes on here, so that a tag is nobody's.
        case .invite, .cancel: if hasTag { return .unknownCall }
        case .ack, .register, .other: return .notAllowed
        }
        guard head.method == .invite else { return .ok(isCancel: true) }
        return head.statusOfCall(bytes, decide)
    }

    /// What an answer has beyond what every answer has.
    private func writeFields(_ status: RedirectStatus, _ bytes: Span<UInt8>, _ reply: inout RedirectReply) {
        switch status {
        case .answer(let answer): writer.write(answer, to: head, bytes, &reply)
        case .notAllowed, .ok(isCancel: false): reply.append("\r\nAllow: INVITE, ACK, CANCEL, OPTIONS")
        case .overloaded: reply.append("\r\nRetry-After: 1")
        default: break
        }
        reply.append("\r\nContent-Length: 0\r\n\r\n")
    }
}
