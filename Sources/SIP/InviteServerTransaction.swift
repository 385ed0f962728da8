/// The server's side of an INVITE, from its arrival until its answer is acknowledged (RFC 3261 § 17.2.1, with the
/// Accepted state of RFC 6026 § 7.1). Pure: events and the time in, actions out.
///
/// The repetition of a 2xx, which the RFC leaves to the transaction's user (§ 13.3.1.4), is done here too: its times
/// are the same, and whoever answers calls needs it.
public struct InviteServerTransaction: Sendable {
    /// How far it has come.
    public enum State: Sendable, Hashable {
        /// Not answered finally.
        case proceeding
        /// Refused; the ACK is waited for.
        case completed
        /// Refused, and the ACK is there; it may come again.
        case confirmed
        /// Taken (2xx); the ACK is waited for, or has come.
        case accepted
        case terminated
    }

    /// What is to be done.
    public enum Action: Sendable, Hashable {
        /// Send the last response again.
        case sendLast
        /// Nobody has acknowledged the final response within 64 × T1 (timers H and L).
        case unacknowledged
    }

    public private(set) var state = State.proceeding
    private let timers: SIPTimers
    private let isReliable: Bool
    private var hasAnswered = false
    private var isAcknowledged = false
    /// Timers G and H, then I; of a 2xx L.
    private var repetition: SIPRepetition

    /// - Parameter isReliable: over TCP a refusal is not sent twice; a 2xx is, because it goes from end to end.
    public init(timers: SIPTimers = SIPTimers(), isReliable: Bool) {
        self.timers = timers
        self.isReliable = isReliable
        repetition = SIPRepetition(t1: timers.t1)
    }

    /// When `timePassed` is to be called; nil for never.
    public var nextDeadline: Duration? { repetition.nextDeadline }

    /// The caller answers.
    /// - Returns: whether the response is to be sent: a final one is the last.
    public mutating func answered(_ status: Int, at now: Duration) -> Bool {
        guard state == .proceeding, (100..<700).contains(status) else { return false }
        hasAnswered = true
        guard status >= 200 else { return true }
        state = status < 300 ? .accepted : .completed
        repetition.begin(
            at: now, until: now + timers.limit, repeats: !isReliable || state == .accepted)
        return true
    }

    /// The INVITE has come again. The other side hears what it heard last; a 2xx comes again by itself.
    public func receivedAgain() -> [Action] {
        (state == .proceeding || state == .completed) && hasAnswered ? [.sendLast] : []
    }

    /// The ACK is there: that of a refusal has the INVITE's branch, that of a 2xx only its dialog and number (§ 17.2.3).
    public mutating func acknowledged(at now: Duration) {
        switch state {
        case .completed where isReliable: terminate()
        case .completed:
            state = .confirmed
            // Timer I: ACKs on their way are waited for, so that nobody takes them for something else.
            repetition.wait(until: now + timers.t4)
        case .accepted:
            isAcknowledged = true
            repetition.stopSending()
        case .proceeding, .confirmed, .terminated: break
        }
    }

    /// Does what is due.
    public mutating func timePassed(at now: Duration) -> [Action] {
        if repetition.isOver(at: now) {
            let wasHeard = state == .confirmed || isAcknowledged
            terminate()
            return wasHeard ? [] : [.unacknowledged]
        }
        let longest = timers.t2
        return repetition.isDue(at: now) { min($0 * 2, longest) } ? [.sendLast] : []
    }

    /// Ends it without a word.
    public mutating func terminate() {
        state = .terminated
        repetition.wait(until: nil)
    }
}
