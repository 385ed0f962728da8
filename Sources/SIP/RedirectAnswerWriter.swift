internal import Encodings

/// Writes what becomes of a call: the fields that its answer has beyond those of every answer.
struct RedirectAnswerWriter {
    /// What stands behind the "@" of a number; nil: the host of the Request-URI with its port, as it stands there.
    private let domain: [UInt8]?

    init(_ settings: RedirectSettings) { domain = settings.domain.map { Array($0.text.utf8) } }

    func write(
        _ answer: RedirectAnswer, to head: borrowing RedirectHead, _ bytes: Span<UInt8>, _ reply: inout RedirectReply
    ) {
        switch answer {
        case .forward(let number): writeContact(.number(number), head, bytes, &reply)
        case .goOn(let place): writeContact(place, head, bytes, &reply)
        case .outside(let number, let shown):
            writeContact(.number(number), head, bytes, &reply)
            reply.append("\r\nCalling-Number: ")
            if let shown { writeAddress(.number(shown), head, bytes, &reply) } else { reply.append("anonymous") }
        case .contacts(let contacts, let seconds, let next):
            for contact in contacts { write(contact, &reply) }
            if let seconds {
                reply.append("\r\nRing-Seconds: ")
                reply.append(seconds)
            }
            if let next { write(next, head, bytes, &reply) }
        case .ringFirst(let number, let seconds, let whenBusy):
            let next = RedirectNext(
                .number(number), noAnswerAfter: seconds, whenBusy: whenBusy, whenUnreachable: false)
            write(next, head, bytes, &reply)
        case .busy, .ring, .requestNumber, .refuse, .unreachable: break
        }
    }

    private func writeContact(
        _ place: RedirectCalled, _ head: borrowing RedirectHead, _ bytes: Span<UInt8>, _ reply: inout RedirectReply
    ) {
        reply.append("\r\nContact: ")
        writeAddress(place, head, bytes, &reply)
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
    private func write(
        _ next: RedirectNext, _ head: borrowing RedirectHead, _ bytes: Span<UInt8>, _ reply: inout RedirectReply
    ) {
        reply.append("\r\nForward-Unanswered: ")
        writeAddress(next.place, head, bytes, &reply)
        if let seconds = next.noAnswerAfter {
            reply.append(";no-answer=")
            reply.append(seconds)
        }
        if next.whenBusy { reply.append(";busy") }
        if next.whenUnreachable { reply.append(";unreachable") }
    }

    private func writeAddress(
        _ place: RedirectCalled, _ head: borrowing RedirectHead, _ bytes: Span<UInt8>, _ reply: inout RedirectReply
    ) {
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
}
