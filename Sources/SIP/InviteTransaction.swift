/// The client's side of an INVITE, from sending to the last repetition of its answer (RFC 3261 § 17.1.1, with the
/// Accepted state of RFC 6026 § 7.2). Pure: events and the time in, actions out.
public struct InviteTransaction: Sendable {
    /// How far it has come.
    public enum State: Sendable, Hashable {
        case calling
        case proceeding
        /// Refused, and acknowledged; the answer may come again.
        case completed
        /// Answered with 2xx; the answer may come again, and from other telephones too.
        case accepted
        case terminated
    }

    /// What is to be done.
    public enum Action: Sendable, Hashable {
        /// Send the INVITE, for the first time or again.
        case sendInvite
        /// Send the ACK for the refusal (§ 17.1.1.3).
        case sendAck
        /// The response that came is for the caller.
        case deliver
        /// Nobody has answered within 64 × T1.
        case timedOut
        /// The INVITE could not be sent.
        case transportFailed
    }

    public private(set) var state = State.calling
    /// How often the INVITE was sent.
    public private(set) var sendCount = 0
    private let timers: SIPTimers
    private let isReliable: Bool
    /// Timers A, doubled at each sending, and B while calling; then D or M.
    private var repetition: SIPRepetition

    /// - Parameter isReliable: over TCP nothing is sent twice.
    public init(timers: SIPTimers = SIPTimers(), isReliable: Bool) {
        self.timers = timers
        self.isReliable = isReliable
        repetition = SIPRepetition(t1: timers.t1)
    }

    /// When `timePassed` is to be called; nil for never.
    public var nextDeadline: Duration? { repetition.nextDeadline }

    /// Begins it.
    public mutating func start(at now: Duration) -> [Action] {
        guard sendCount == 0 else { return [] }
        repetition.begin(at: now, until: now + timers.limit, repeats: !isReliable)
        sendCount = 1
        return [.sendInvite]
    }

    /// A response with its branch and method has come in; for a status below 100 or above 699 nothing happens.
    public mutating func received(_ status: Int, at now: Duration) -> [Action] {
        switch (state, status) {
        case (.calling, 100..<200):
            state = .proceeding
            repetition.wait(until: nil)
            return [.deliver]
        case (.proceeding, 100..<200): return [.deliver]
        case (.calling, 200..<300), (.proceeding, 200..<300):
            state = .accepted
            repetition.wait(until: now + timers.limit)
            return [.deliver]
        case (.accepted, 200..<300): return [.deliver]
        case (.calling, 300..<700), (.proceeding, 300..<700):
            state = isReliable ? .terminated : .completed
            repetition.wait(until: isReliable ? nil : now + timers.d)
            return [.sendAck, .deliver]
        case (.completed, 300..<700): return [.sendAck]
        default: return []
        }
    }

    /// Does what is due.
    public mutating func timePassed(at now: Duration) -> [Action] {
        if repetition.isOver(at: now) {
            let wasCalling = state == .calling
            terminate()
            return wasCalling ? [.timedOut] : []
        }
        guard repetition.isDue(at: now, { $0 * 2 }) else { return [] }
        sendCount += 1
        return [.sendInvite]
    }

    /// The network has refused a message of it (§ 17.1.4). What was answered already was obviously delivered.
    public mutating func transportFailed() -> [Action] {
        guard state == .calling else { return [] }
        terminate()
        return [.transportFailed]
    }

    /// The caller does not want it any more: it is not sent again, while answers on their way are still waited for.
    public mutating func stopSending() { repetition.stopSending() }

    /// Ends it without a word, where a cancelled INVITE was never answered (RFC 3261 § 9.1).
    public mutating func terminate() {
        state = .terminated
        repetition.wait(until: nil)
    }
}
