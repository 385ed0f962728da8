/// What an INVITE asks of a redirect server (RFC 3261 § 8.3): where shall this call go?
public struct RedirectQuestion: Sendable, Hashable {
    /// The number in the Request-URI.
    public let number: SIPNumber
    public let caller: RedirectCaller
    /// How often the call has been forwarded, as its Diversion (RFC 5806) or History-Info (RFC 7044) tell; the larger of the two.
    public let forwardings: Int
    /// Who has forwarded it, as far as numbers are told, the first one first.
    public let passed: [SIPNumber]

    public init(number: SIPNumber, caller: RedirectCaller, forwardings: Int = 0, passed: [SIPNumber] = []) {
        self.number = number
        self.caller = caller
        self.forwardings = forwardings
        self.passed = passed
    }
}

/// Who calls, as the network tells the called.
public enum RedirectCaller: Sendable, Hashable {
    /// That of P-Asserted-Identity (RFC 3325), else that of From.
    case number(SIPNumber)
    /// An address that is no number.
    case address
    /// The caller does not want to be known: Privacy (RFC 3323), or an anonymous From.
    case withheld
    /// From names a coin telephone, as networks in Japan write it.
    case payphone
    /// The network before has told nobody.
    case unavailable
}

/// What becomes of it.
public enum RedirectAnswer: Sendable, Hashable {
    /// 302 with the number as Contact.
    case forward(SIPNumber)
    /// 486.
    case busy
    /// 404: whoever asks lets the line ring.
    case ring
    /// 404 too, with a field of ours (`Forward-Unanswered`): whoever knows it forwards the call there when nobody has taken it within
    /// so many seconds (nil: never), or when the line is busy; to anybody else it is `ring`.
    case ringFirst(SIPNumber, noAnswerAfter: Int?, whenBusy: Bool)
    /// 433 (RFC 5079): callers who withhold their number are not taken.
    case requestNumber
    /// 603: this caller is not taken.
    case refuse
}
