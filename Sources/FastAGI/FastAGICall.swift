public import Transport

/// A call that Asterisk has handed over. Only for tasks that prefer its loop, which the server's are; `@unchecked` because
/// nothing but that rule guards it.
public final class FastAGICall: StreamHandler, @unchecked Sendable {
    /// What Asterisk has told of the call.
    public private(set) var variables = FastAGIVariables()

    private let stream: Stream
    private let admits: @Sendable (FastAGIVariables) -> Bool
    private let refused: @Sendable (String) -> Void
    private let begin: @Sendable (FastAGICall) async -> Void
    private let failed: @Sendable (FastAGIEnd) -> Void
    private var conversation = FastAGIConversation()
    private var waiting: CheckedContinuation<FastAGIReply, any Error>?
    /// The loop's time by which a call that goes on while the program stops is to be over; nil before.
    private var end: UInt64?
    /// Seconds for that: enough for what is being said, and no more than a silent peer may cost.
    private static let patienceAtStop = 5.0
    /// Why the conversation is over.
    private var reason: FastAGIEnd?

    init(
        _ stream: Stream, admits: @escaping @Sendable (FastAGIVariables) -> Bool,
        refused: @escaping @Sendable (String) -> Void, begin: @escaping @Sendable (FastAGICall) async -> Void,
        failed: @escaping @Sendable (FastAGIEnd) -> Void
    ) {
        self.stream = stream
        self.admits = admits
        self.refused = refused
        self.begin = begin
        self.failed = failed
        stream.setDeadline(.head, after: FastAGIConversation.patienceForVariables)
    }

    /// Has Asterisk carry a command out, and returns its answer. One after the other: a second at the same time is refused.
    /// - Throws: `FastAGIEnd` when the call is over, now or since before.
    public func perform(_ command: FastAGICommand) async throws -> FastAGIReply {
        stream.loop.assertIsCurrent()
        if let reason { throw reason }
        guard let bytes = conversation.send(command) else { throw FastAGIEnd.refused("another command is under way") }
        return try await withCheckedThrowingContinuation { continuation in
            waiting = continuation
            stream.setDeadline(.body, after: min(command.patience, timeLeft))
            stream.send(bytes)
        }
    }

    public func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
        stream.loop.assertIsCurrent()
        for event in conversation.receive(bytes) { handle(event) }
    }

    public func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) {
        stream.loop.assertIsCurrent()
        conversation.receiveOverdue().map(handle)
    }

    /// A call under way may come to its end, if that is near; a connection that is none yet may not.
    public func stopping(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        if variables == FastAGIVariables() { return stream.close() }
        end = stream.loop.now + UInt64(Self.patienceAtStop * 1e9)
        if waiting != nil { stream.setDeadline(.body, after: Self.patienceAtStop) }
    }

    private var timeLeft: Double {
        guard let end else { return .infinity }
        return end > stream.loop.now ? Double(end - stream.loop.now) / 1e9 : 0
    }

    public func ended(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        conversation.receiveEnd().map(handle)
    }

    private func handle(_ event: FastAGIConversation.Event) {
        switch event {
        case .began(let variables):
            self.variables = variables
            stream.clearDeadline()
            guard admits(variables) else {
                reason = .hungUp
                refused(stream.peer.text)
                return stream.close()
            }
            Task(executorPreference: stream.loop) { [self] in
                await begin(self)
                stream.close()
            }
        case .replied(let reply):
            stream.clearDeadline()
            waiting.take()?.resume(returning: reply)
        case .ended(let reason):
            self.reason = reason
            if reason != .hungUp { failed(reason) }
            stream.close()
            waiting.take()?.resume(throwing: reason)
        }
    }
}
