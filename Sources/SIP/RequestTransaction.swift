/// The client's side of a request that is no INVITE: CANCEL, BYE (RFC 3261 § 17.1.2). Pure: events and the time in,
/// actions out.
public struct RequestTransaction: Sendable {
    /// How far it has come.
    public enum State: Sendable, Hashable {
        case trying
        case proceeding
        /// Answered; the answer may come again.
        case completed
        case terminated
    }

    /// What is to be done.
    public enum Action: Sendable, Hashable {
        /// Send the request, for the first time or again.
        case send
        /// The response that came is for the caller.
        case deliver
        /// Nobody has answered within 64 × T1.
        case timedOut
        /// The request could not be sent.
        case transportFailed
    }

    public private(set) var state = State.trying
    private let timers: SIPTimers
    private let isReliable: Bool
    /// Timers E and F, then K.
    private var repetition: SIPRepetition

    /// - Parameter isReliable: over TCP nothing is sent twice.
    public init(timers: SIPTimers = SIPTimers(), isReliable: Bool) {
        self.timers = timers
        self.isReliable = isReliable
        repetition = SIPRepetition(t1: timers.t1)
    }

    /// Whether no answer is waited for any more.
    public var isAnswered: Bool { state == .completed || state == .terminated }

    /// When `timePassed` is to be called; nil for never.
    public var nextDeadline: Duration? { repetition.nextDeadline }

    /// Begins it.
    public mutating func start(at now: Duration) -> [Action] {
        guard !repetition.isRunning, state == .trying else { return [] }
        repetition.begin(at: now, until: now + timers.limit, repeats: !isReliable)
        return [.send]
    }

    /// A response with its branch and method has come in; for a status below 100 or above 699 nothing happens.
    public mutating func received(_ status: Int, at now: Duration) -> [Action] {
        guard !isAnswered, (100..<700).contains(status) else { return [] }
        guard status >= 200 else {
            state = .proceeding
            return [.deliver]
        }
        state = isReliable ? .terminated : .completed
        repetition.wait(until: isReliable ? nil : now + timers.t4)
        return [.deliver]
    }

    /// Does what is due.
    public mutating func timePassed(at now: Duration) -> [Action] {
        if repetition.isOver(at: now) {
            let wasAnswered = isAnswered
            terminate()
            return wasAnswered ? [] : [.timedOut]
        }
        let (longest, isProceeding) = (timers.t2, state == .proceeding)
        return repetition.isDue(at: now) { isProceeding ? longest : min($0 * 2, longest) } ? [.send] : []
    }

    /// The network has refused a message of it (§ 17.1.4).
    public mutating func transportFailed() -> [Action] {
        guard !isAnswered else { return [] }
        terminate()
        return [.transportFailed]
    }

    private mutating func terminate() {
        state = .terminated
        repetition.wait(until: nil)
    }
}
