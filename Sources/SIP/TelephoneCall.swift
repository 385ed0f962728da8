internal import Transport

/// A call at one of our telephones: its INVITE with what is said to it, until it is over. Pure: events and the time in,
/// the responses to the INVITE out.
struct TelephoneCall: Sendable {
    /// A taken call of which nothing is heard any more is forgotten after so long.
    private static let longest = Duration.seconds(3600)

    let number: SIPNumber
    /// The telephone's tag: that of To in all it says.
    let tag: SIPToken
    private let invite: SIPArrival
    private let conduct: SIPTelephones.Conduct
    /// Where the other side writes to during the call.
    private let contact: SIPURI
    private let limit: Duration
    private var transaction: InviteServerTransaction
    private var last: [UInt8] = []
    /// When the telephone is taken off its hook.
    private var answerAt: Duration?
    /// When ringing ends, because the caller's Expires has passed (RFC 3261 § 13.3.1).
    private var expiresAt: Duration?
    /// When a taken or ended call is forgotten.
    private var forgetAt: Duration?

    init(
        _ invite: SIPArrival, to number: SIPNumber, conduct: SIPTelephones.Conduct, contact: SIPURI, tag: SIPToken,
        timers: SIPTimers
    ) {
        self.invite = invite
        self.number = number
        self.conduct = conduct
        self.contact = contact
        self.tag = tag
        limit = timers.limit
        transaction = InviteServerTransaction(timers: timers, isReliable: false)
    }

    /// Where responses to the INVITE go.
    var returnAddress: PeerAddress? { invite.returnAddress }

    /// When `timePassed` is to be called; nil for never.
    var nextDeadline: Duration? {
        [transaction.nextDeadline, answerAt, expiresAt, forgetAt].compactMap { $0 }.min()
    }

    /// Whether nothing can come for it any more.
    var isOver: Bool { transaction.state == .terminated && forgetAt == nil }

    /// Whether a request inside a call is of this one (RFC 3261 § 12.2.2).
    func holds(_ request: SIPArrival) -> Bool {
        request.callID == invite.callID && request.from.tag == invite.from.tag && request.to.tag == tag.text
    }

    /// Says at once what the telephone does.
    mutating func begin(at now: Duration) -> [[UInt8]] {
        switch conduct {
        case .busy: return answer(486, "Busy Here", at: now)
        case .rings: expiresAt = expiry(at: now)
        case .answers(let delay):
            expiresAt = expiry(at: now)
            answerAt = now + delay
        }
        return answer(180, "Ringing", at: now)
    }

    /// The INVITE came again.
    func receivedAgain() -> [[UInt8]] { transaction.receivedAgain().isEmpty ? [] : [last] }

    /// The ACK came.
    mutating func acknowledged(_ request: SIPArrival, at now: Duration) {
        guard request.sequence.number == invite.sequence.number else { return }
        transaction.acknowledged(at: now)
    }

    /// The caller does not want it any more; a call that is answered already stays as it is (RFC 3261 § 9.2).
    mutating func cancelled(at now: Duration) -> [[UInt8]] { answer(487, "Request Terminated", at: now) }

    /// The caller has hung up. BYE may come again; so long the call is remembered. One that was still ringing hears its
    /// end too (§ 15.1.2).
    mutating func hungUp(at now: Duration) -> [[UInt8]] {
        let ended = answer(487, "Request Terminated", at: now)
        forgetAt = now + limit
        return ended
    }

    /// Does what is due.
    mutating func timePassed(at now: Duration) -> [[UInt8]] {
        var sent: [[UInt8]] = []
        if let forgetAt, forgetAt <= now {
            self.forgetAt = nil
            transaction.terminate()
        }
        if let answerAt, answerAt <= now { sent += answer(200, "OK", at: now) }
        if let expiresAt, expiresAt <= now { sent += answer(487, "Request Terminated", at: now) }
        for action in transaction.timePassed(at: now) {
            switch action {
            case .sendLast: sent.append(last)
            // Whoever does not even acknowledge would not hear a BYE either: the call is over.
            case .unacknowledged: forgetAt = nil
            }
        }
        return sent
    }

    private mutating func answer(_ status: Int, _ words: StaticString, at now: Duration) -> [[UInt8]] {
        guard transaction.answered(status, at: now) else { return [] }
        var message = invite.response(status, words, tag: tag)
        if status < 300 { message.fields.append(SIPField(.contact, checked: "<\(contact)>")) }
        if status >= 200 { (answerAt, expiresAt) = (nil, nil) }
        if (200..<300).contains(status), let host = contact.host {
            forgetAt = now + Self.longest
            message.fields.append(SIPField(.contentType, checked: SessionOffer.contentType))
            message.body = SessionOffer.body(host: host)
        }
        last = message.bytes
        return [last]
    }

    /// At most three minutes, as a proxy would (RFC 3261 § 16.6, timer C).
    private func expiry(at now: Duration) -> Duration {
        let most: UInt64 = 180
        var scanner = SIPScanner(invite.message.first(.expires) ?? "")
        return now + .seconds(Int64(min(scanner.number(upTo: UInt64(UInt32.max)) ?? most, most)))
    }
}
