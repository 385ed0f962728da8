/// What an INVITE asks of a redirect server (RFC 3261 § 8.3): where shall this call go?
public struct RedirectQuestion: Sendable, Hashable {
    public let called: RedirectCalled
    public let caller: RedirectCaller
    /// The user part of who calls, where it is no number: of P-Asserted-Identity, else of From. Also of who does not want to be known to
    /// the called.
    public let callerName: String?
    /// How often the call has been forwarded, as its Diversion (RFC 5806) or History-Info (RFC 7044) tell; the larger of the two.
    public let forwardings: Int
    /// Who has forwarded it, as far as numbers are told, the first one first.
    public let passed: [SIPNumber]

    public init(
        _ called: RedirectCalled, caller: RedirectCaller, callerName: String? = nil, forwardings: Int = 0,
        passed: [SIPNumber] = []
    ) {
        self.called = called
        self.caller = caller
        self.callerName = callerName
        self.forwardings = forwardings
        self.passed = passed
    }
}

/// Whom the Request-URI names.
public enum RedirectCalled: Sendable, Hashable {
    case number(SIPNumber)
    /// A user part that is no number.
    case name(String)

    public var number: SIPNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// As it stands in a URI.
    public var text: String {
        switch self {
        case .number(let number): number.text
        case .name(let name): name
        }
    }

    /// Characters of a name; a longer one is nobody's.
    static let mostOfName = 64
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
    /// 302 with these as Contacts: all of them ring, those of a higher `q` first (RFC 3261 § 20.10). For as long as a field of ours says
    /// (`Ring-Seconds`), and what then happens says `Forward-Unanswered`.
    case contacts([RedirectContact], ringSeconds: Int?, next: RedirectNext?)
    /// 302 with the number or name as Contact, and in a field of ours (`Calling-Number`) what the called is shown; nil: nothing.
    case outside(SIPNumber, showing: SIPNumber?)
    /// 302 to a place that is asked about again.
    case goOn(RedirectCalled)
    /// 480: nobody is there.
    case unreachable
}

/// Where somebody rings.
public struct RedirectContact: Sendable, Hashable {
    /// Without angle brackets.
    public let uri: String
    /// In thousandths.
    public let q: Int

    /// - Parameter uri: without angle brackets; nil for what is no SIP address.
    public init?(_ uri: String, q: Int) {
        guard let read = SIPURI(uri), read.scheme == .sip || read.scheme == .sips else { return nil }
        (self.uri, self.q) = (uri, q)
    }

    /// A number in a domain.
    public init(_ number: SIPNumber, in host: SIPHost, q: Int) {
        (uri, self.q) = (SIPURI(number: number, host: host).description, q)
    }
}

/// Where a call goes on to that nobody takes, and in which cases.
public struct RedirectNext: Sendable, Hashable {
    public let place: RedirectCalled
    public let noAnswerAfter: Int?
    public let whenBusy: Bool
    public let whenUnreachable: Bool

    public init(_ place: RedirectCalled, noAnswerAfter: Int?, whenBusy: Bool, whenUnreachable: Bool) {
        (self.place, self.noAnswerAfter) = (place, noAnswerAfter)
        (self.whenBusy, self.whenUnreachable) = (whenBusy, whenUnreachable)
    }
}
