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

    /// What somebody is told who speaks HTTP in clear where TLS is spoken: one line, with the address that would do.
    /// - Parameter origin: as `https://www.example.jp`.
    public func clearTextReply(on loop: EventLoop, origin: String) -> [UInt8] {
        let context = context(of: loop)
        let response = Response.text("Here HTTPS is spoken: \(origin)/\n", status: .badRequest)
        var bytes: [UInt8] = []
        clearHead.write(
            response, id: context.nextID(), dateLine: context.dateLine(loop.wallSeconds), isLast: true, to: &bytes)
        return bytes + response.body
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
