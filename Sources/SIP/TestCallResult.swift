/// What became of a test call.
public enum TestCallOutcome: Sendable, Hashable {
    /// 180 or 183: the call has reached somebody's device.
    case rang(Int)
    /// 2xx: it was taken.
    case answered(Int)
    /// 486, 600 or 603: a device has said busy, or no.
    case deviceAnswered(Int)
    /// Any other refusal, a redirection, or 401/407 that could not be answered or came again.
    case failed(Int)
    /// Nothing that tells has come in time.
    case timedOut
    /// Something has come, and could not be read: it tells nothing about the line.
    case unreadable(SIPSyntaxError)
    /// The network, or the connection to the proxy, has refused it: the system's words.
    case transportError(String)
    /// This side has not placed it, or has given it up: it tells nothing about the line.
    case abandoned(String)

    /// Whether a device was reached.
    public var hasReachedDevice: Bool {
        switch self {
        case .rang, .answered, .deviceAnswered: true
        case .failed, .timedOut, .unreadable, .transportError, .abandoned: false
        }
    }

    /// What a final response says.
    init(final status: Int) {
        // Unknown ones of the 600s are no 600 here (against § 8.1.3.2): a proxy may make them up.
        switch status {
        case 200..<300: self = .answered(status)
        case 486, 600, 603: self = .deviceAnswered(status)
        default: self = .failed(status)
        }
    }
}

/// A test call's outcome with its times, on the clock of the one who placed it.
public struct TestCallResult: Sendable, Hashable {
    public let outcome: TestCallOutcome
    /// When the first INVITE was sent.
    public let sentAt: Duration
    /// When the outcome was known.
    public let decidedAt: Duration
    /// How many INVITEs were sent, repetitions and the one with the password included.
    public let inviteCount: Int

    public init(outcome: TestCallOutcome, sentAt: Duration, decidedAt: Duration, inviteCount: Int) {
        self.outcome = outcome
        self.sentAt = sentAt
        self.decidedAt = decidedAt
        self.inviteCount = inviteCount
    }

    /// From the first INVITE to the outcome.
    public var elapsed: Duration { decidedAt - sentAt }
}

/// What happens during a test call, for somebody who looks on.
public enum TestCallEvent: Sendable, Hashable {
    /// An INVITE was sent, for the so-many-th time.
    case inviteSent(Int)
    /// A response to the INVITE: status and words.
    case response(Int, String)
    /// An answer that could not be read.
    case unreadable(SIPSyntaxError)
    /// The outcome is known; what follows only closes the call.
    case decided(TestCallResult)
    case cancelSent
    /// A taken call was acknowledged and ended.
    case ackAndByeSent
    /// The other side has ended the call.
    case byeReceived
    /// Nothing is open any more at the other side, or it could not be reached for closing.
    case closed
}

/// What is to be done for a test call.
public enum TestCallStep: Sendable, Hashable {
    /// Send a message to the proxy.
    case send([UInt8])
    /// Answer a request, to whoever has sent it.
    case reply([UInt8])
    /// Tell who looks on.
    case tell(TestCallEvent)
    /// Nothing can come for the call any more: forget it.
    case forget
}
