internal import Synchronization
public import Transport

/// Answers HTTP/1.1 on streams: hand `open` to a listener.
public final class Server: Sendable {
    let responder: any Responder
    let settings: ServerSettings
    let secureHead = ResponseHead(isSecure: true)
    let clearHead = ResponseHead(isSecure: false)
    let budget: BufferBudget
    private let contexts = Mutex<[ObjectIdentifier: LoopContext]>([:])

    public init(_ responder: any Responder, settings: ServerSettings = ServerSettings()) {
        self.responder = responder
        self.settings = settings
        budget = BufferBudget(limit: settings.bufferedBytes)
    }

    /// Takes a connection that has just been made; on its loop.
    public func open(_ stream: Stream) -> any StreamHandler {
        let connection = Connection(server: self, context: context(of: stream.loop), stream: stream)
        stream.setDeadline(.idle, after: settings.idleSeconds)
        return connection
    }

    private func context(of loop: EventLoop) -> LoopContext {
        contexts.withLock { contexts in
            if let context = contexts[ObjectIdentifier(loop)] { return context }
            let context = LoopContext(loop)
            contexts[ObjectIdentifier(loop)] = context
            return context
        }
    }
}
