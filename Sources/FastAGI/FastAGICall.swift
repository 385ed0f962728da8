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
            stream.setDeadline(.body, after: command.patience)
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

    /// A call under way may come to its end; a connection that is none yet may not.
    public func stopping(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        if variables == FastAGIVariables() { stream.close() }
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
