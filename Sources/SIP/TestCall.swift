/// A call that only asks whether somebody's telephone can be reached: an INVITE, the first telling answer, and then the
/// call is closed with CANCEL, or ACK and BYE. Pure: events and the time in, steps out.
///
/// Everything is sent to the one proxy it was made for, wherever Contact or Record-Route point: these only shape what is
/// asked of the proxy (RFC 3261 § 8.1.2 leaves that to local policy).
public struct TestCall: Sendable {
    /// An INVITE with its transaction; the first, and one for each challenge answered.
    struct Round: Sendable {
        let number: Int
        let sequence: UInt32
        let authorizations: [SIPField]
        /// Empty once it cannot be sent again.
        var invite: [UInt8]
        var transaction: InviteTransaction
        var ack: [UInt8] = []
        var cancel: Cancel?
    }

    /// The CANCEL of a round.
    struct Cancel: Sendable {
        let bytes: [UInt8]
        var transaction: RequestTransaction
        /// An INVITE that is not answered by then counts as gone (RFC 3261 § 9.1).
        let limit: Duration
    }

    /// A telephone that took the call.
    struct Dialog: Sendable {
        let tag: String?
        let target: SIPURI
        let routes: [String]
        let ack: [UInt8]
        var byeNumber: Int
        var byeSequence: UInt32
        var bye: [UInt8]
        var byeTransaction: RequestTransaction
        var wasChallenged = false
    }

    /// A challenge that was answered, and how often.
    struct Answered: Sendable {
        let status: Int
        var challenge: DigestChallenge
        var uses = 0
    }

    public let order: TestCallOrder
    /// Nil until the outcome is known.
    public private(set) var result: TestCallResult?
    /// Whether nothing is open at the other side any more.
    public private(set) var isClosed = false

    let origin: CallOrigin
    let names: CallNames
    let random: @Sendable (Int) -> [UInt8]
    var rounds: [Round] = []
    var dialogs: [Dialog] = []
    var answered: [Answered] = []
    var wasStale = false
    /// What was wrong with the latest answer that could not be read.
    private var unreadable: SIPSyntaxError?
    var lastNumber = 0
    var lastSequence: UInt32 = 0
    var inviteCount = 0
    private var sentAt: Duration = .zero
    private var patienceEnd: Duration?
    private var isForgotten = false
    var steps: [TestCallStep] = []

    /// - Parameter random: gives so many random bytes, fit for names that must not be guessed.
    public init(_ order: TestCallOrder, from origin: CallOrigin, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.order = order
        self.origin = origin
        self.random = random
        names = CallNames(random: random)
    }

    /// The Call-ID.
    public var id: String { names.key }

    /// When `timePassed` is to be called; nil for never.
    public var nextDeadline: Duration? {
        var next = patienceEnd
        func consider(_ time: Duration?) {
            if let time { next = min(next ?? time, time) }
        }
        for round in rounds {
            consider(round.transaction.nextDeadline)
            guard let cancel = round.cancel else { continue }
            consider(cancel.transaction.nextDeadline)
            if round.transaction.state == .proceeding { consider(cancel.limit) }
        }
        for dialog in dialogs { consider(dialog.byeTransaction.nextDeadline) }
        return next
    }

    /// Places it.
    public mutating func start(at now: Duration) -> [TestCallStep] {
        guard rounds.isEmpty else { return [] }
        sentAt = now
        patienceEnd = now + order.patience
        beginRound(at: now)
        return taken(at: now)
    }

    /// A message of this call has come in.
    public mutating func received(_ arrival: SIPArrival, at now: Duration) -> [TestCallStep] {
        if let status = arrival.message.status {
            receivedResponse(arrival, status, at: now)
        } else {
            receivedRequest(arrival)
        }
        return taken(at: now)
    }

    /// Something of this call has come in and had to be dropped.
    public mutating func received(unreadable reason: SIPSyntaxError, at now: Duration) -> [TestCallStep] {
        drop(reason)
        return taken(at: now)
    }

    /// Does what is due.
    public mutating func timePassed(at now: Duration) -> [TestCallStep] {
        for index in rounds.indices { passTime(ofRound: index, at: now) }
        for index in dialogs.indices {
            perform(dialogs[index].byeTransaction.timePassed(at: now), dialog: index)
        }
        if let end = patienceEnd, end <= now { giveUp(.timedOut, at: now) }
        return taken(at: now)
    }

    /// The network has refused a message of this call (RFC 3261 § 18.4).
    /// - Parameter number: the transaction, as in its branch; nil for all.
    public mutating func transportFailed(_ reason: String, transaction number: Int? = nil, at now: Duration)
        -> [TestCallStep]
    {
        for index in rounds.indices where number == nil || rounds[index].number == number {
            perform(rounds[index].transaction.transportFailed(), round: index, reason: reason, at: now)
        }
        for index in dialogs.indices where number == nil || dialogs[index].byeNumber == number {
            perform(dialogs[index].byeTransaction.transportFailed(), dialog: index)
        }
        return taken(at: now)
    }

    /// This side does not want it any more. What is open is closed.
    public mutating func abandon(_ reason: String, at now: Duration) -> [TestCallStep] {
        giveUp(.abandoned(reason), at: now)
        return taken(at: now)
    }

    /// FAULT-10: what has come tells nothing, and must not pass for silence.
    mutating func drop(_ reason: SIPSyntaxError) {
        unreadable = reason
        steps.append(.tell(.unreadable(reason)))
    }

    /// The outcome is known; only the first one counts.
    mutating func decide(_ outcome: TestCallOutcome, at now: Duration) {
        guard result == nil else { return }
        patienceEnd = nil
        let outcome = weighed(outcome)
        let result = TestCallResult(outcome: outcome, sentAt: sentAt, decidedAt: now, inviteCount: inviteCount)
        self.result = result
        steps.append(.tell(.decided(result)))
    }

    /// FAULT-10: silence is none where an answer came that could not be read; nor is it when the proxy says in its place that
    /// nobody has answered.
    private func weighed(_ outcome: TestCallOutcome) -> TestCallOutcome {
        guard let unreadable else { return outcome }
        switch outcome {
        case .timedOut, .transportError, .failed(408): return .unreadable(unreadable)
        case .rang, .answered, .deviceAnswered, .failed, .unreadable, .abandoned: return outcome
        }
    }

    private mutating func giveUp(_ outcome: TestCallOutcome, at now: Duration) {
        decide(outcome, at: now)
        patienceEnd = nil
        for index in rounds.indices {
            // CANCEL must not be sent before a provisional response (RFC 3261 § 9.1): until one comes, or 64 × T1 are
            // over, the INVITE is only not repeated. One that could not be read may have been that response: a telephone
            // must not go on ringing.
            if unreadable != nil, rounds[index].transaction.state == .calling {
                _ = rounds[index].transaction.received(100, at: now)
            }
            rounds[index].transaction.stopSending()
            cancel(round: index, at: now)
        }
    }

    private mutating func taken(at now: Duration) -> [TestCallStep] {
        if result != nil, !isClosed, rounds.allSatisfy(\.isOver), dialogs.allSatisfy(\.byeTransaction.isAnswered) {
            isClosed = true
            steps.append(.tell(.closed))
        }
        if isClosed, !isForgotten, nextDeadline == nil {
            isForgotten = true
            steps.append(.forget)
        }
        defer { steps = [] }
        return steps
    }
}

extension TestCall.Round {
    /// Whether the other side has no open INVITE of this round.
    var isOver: Bool { transaction.state != .calling && transaction.state != .proceeding }
}
