internal import Glibc
internal import Transport

/// One client's connection: reads a request, has it answered, sends the reply, and so on in order. While a request is
/// answered or a reply is unsent, nothing is read. `@unchecked`: it lives on its stream's loop.
final class Connection: StreamHandler, @unchecked Sendable {
    /// A request that is being answered, for the reply's sake.
    private struct Answering {
        var id: String
        var method: Method
        var path: String
        var isLast: Bool
        var startedAt: UInt64
    }

    private let server: Server
    private let context: LoopContext
    private let peer: String
    private var parser: RequestParser
    private var isAnswering = false
    private var isStopping = false
    private var requestCount = 0
    /// Its number in the server's budget while it holds bytes of an unfinished request, and how many it has told of.
    private var holding: UInt64?
    private var countedBytes = 0
    /// What a deadline is set for.
    private var awaited = RequestParser.Stage.idle
    /// While a reply is unsent: how much the peer had taken when that was looked at last; nil before.
    private var takenBytes: UInt64?

    init(server: Server, context: LoopContext, stream: Stream) {
        self.server = server
        self.context = context
        peer = stream.peer.text
        parser = RequestParser(limits: server.settings.requestLimits)
    }

    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
        stream.loop.assertIsCurrent()
        parser.feed(bytes)
        advance(stream)
        countHeld(stream)
    }

    /// Tells the budget what is held by now, which may make somebody let go.
    private func countHeld(_ stream: Stream) {
        let held = parser.heldBytes
        guard held != countedBytes else { return }
        countedBytes = held
        if let holding {
            if held == 0 { self.holding = nil }
            return server.budget.change(holding, to: held)
        }
        holding = server.budget.begin(held, address: stream.peer.limitKey) { [weak self, weak stream] in
            guard let self, let stream else { return }
            stream.loop.execute { self.letGo(stream) }
        }
    }

    /// Room is needed, and this one holds most. What came behind a request that is being answered is refused after it.
    private func letGo(_ stream: Stream) {
        guard stream.isOpen, parser.heldBytes > 0 else { return }
        if isAnswering { parser.refuse(.serviceUnavailable) } else { refuse(.serviceUnavailable, stream) }
        countHeld(stream)
    }

    func drained(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        takenBytes = nil
        advance(stream)
    }

    func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) {
        stream.loop.assertIsCurrent()
        switch kind {
        // Nobody has asked for anything yet.
        case .head where isStopping: stream.close()
        case .head, .body: refuse(.requestTimeout, stream)
        case .write: checkProgress(stream)
        default: stream.close()
        }
    }

    func stopping(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        isStopping = true
        guard !isAnswering else { return }
        switch parser.stage {
        case .idle: stream.close()
        case .head: stream.setDeadline(.head, after: min(Self.headAtStop, server.settings.headSeconds))
        case .body: stream.setDeadline(.body, after: min(Self.bodyAtStop, server.settings.bodySeconds))
        default: break
        }
    }

    /// Seconds that what is on its way has when the program stops: the rest of a head comes with the next packet, or not at all; a
    /// body may be a form that somebody has just sent.
    private static let headAtStop = 1.0
    private static let bodyAtStop = 5.0

    func ended(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        parser = RequestParser()
        countHeld(stream)
    }

    /// Takes requests as long as they are here and can be answered without waiting.
    private func advance(_ stream: Stream) {
        while !isAnswering, stream.isOpen {
            guard stream.pendingOutput == 0 else { return awaitPeer(stream) }
            switch parser.next(bodyRule: server.responder.bodyRule) {
            case .incomplete: return awaitBytes(stream)
            case .refused(let status): return refuse(status, stream)
            case .request(let request, let isLast): answer(request, isLast: isLast, stream)
            }
        }
    }

    private func awaitBytes(_ stream: Stream) {
        stream.resumeReading()
        let stage = parser.stage
        if isStopping && stage == .idle { return stream.close() }
        if parser.takeContinue() { Connection.continueLine.withUnsafeBytes { stream.send($0) } }
        guard stage != awaited else { return }
        awaited = stage
        let settings = server.settings
        switch stage {
        case .head: stream.setDeadline(.head, after: settings.headSeconds)
        case .body where isStopping: stream.setDeadline(.body, after: min(Self.bodyAtStop, settings.bodySeconds))
        case .body:
            stream.setDeadline(.body, after: settings.bodySeconds + Double(parser.expectedBody) / 65536)
        default: stream.setDeadline(.idle, after: settings.idleSeconds)
        }
    }

    private static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private func answer(_ received: Request, isLast: Bool, _ stream: Stream) {
        var request = received
        request.peer = peer
        request.id = context.nextID()
        requestCount += 1
        isAnswering = true
        awaited = .refused
        let answering = Answering(
            id: request.id, method: request.method, path: request.path,
            isLast: isLast || requestCount >= server.settings.requestsPerConnection,
            startedAt: server.settings.onReply == nil ? 0 : Connection.microseconds())
        if let response = responseAtOnce(request) { return finish(answering, response, stream) }
        stream.pauseReading()
        stream.clearDeadline()
        let responder = server.responder
        Task(executorPreference: stream.loop) { [self, request] in
            finish(answering, await responder.respond(to: request), stream)
            advance(stream)
        }
    }

    private func isForThisServer(_ request: Request) -> Bool {
        server.settings.hostNames.isEmpty || server.settings.hostNames.contains(request.host)
    }

    private func responseAtOnce(_ request: Request) -> Response? {
        guard isForThisServer(request) else {
            return server.settings.refusalPage(.misdirectedRequest, request.id)
        }
        return server.responder.respondAtOnce(to: request)
    }

    private func finish(_ answering: Answering, _ response: Response, _ stream: Stream) {
        isAnswering = false
        let isLast = answering.isLast || isStopping
        send(response, id: answering.id, withBody: answering.method != .head, isLast: isLast, stream)
        log(answering, response)
        if isLast { stream.close(lingering: true) }
    }

    /// Ends the connection with a reply that says why.
    private func refuse(_ status: Status, _ stream: Stream) {
        let line = parser.requestLine
        parser.refuse(status)
        countHeld(stream)
        let answering = Answering(
            id: context.nextID(), method: line?.method ?? .other, path: line?.path ?? "", isLast: true,
            startedAt: Connection.microseconds())
        var response = page(of: status, answering.id)
        if status == .methodNotAllowed { response.fields.set("Allow", "GET, HEAD, POST, OPTIONS") }
        // Only a body's coding is refused with this before anybody is asked: what would do is said (RFC 9110 § 12.5.3).
        if status == .unsupportedMediaType { response.fields.set("Accept-Encoding", "identity") }
        finish(answering, response, stream)
    }

    private func page(of status: Status, _ id: String) -> Response {
        guard var head = parser.refusedHead, isForThisServer(head) else {
            return server.settings.refusalPage(status, id)
        }
        head.peer = peer
        head.id = id
        return server.responder.refusal(status, of: head) ?? server.settings.refusalPage(status, id)
    }

    private func send(_ response: Response, id: String, withBody: Bool, isLast: Bool, _ stream: Stream) {
        let writer = stream.isSecure ? server.secureHead : server.clearHead
        context.head.removeAll(keepingCapacity: true)
        writer.write(
            response, id: id, dateLine: context.dateLine(stream.loop.wallSeconds), isLast: isLast, to: &context.head)
        let isWhole = withBody && !response.status.hasNoBody
        context.head.withUnsafeBytes { stream.send($0, isWhole ? response.body : []) }
    }

    /// The peer takes its time over a reply: it may for a while, then it must take so much a second.
    private func awaitPeer(_ stream: Stream) {
        stream.pauseReading()
        awaited = .refused
        stream.setDeadline(.write, after: server.settings.replySeconds)
    }

    private func checkProgress(_ stream: Stream) {
        let period = 5.0
        if let takenBytes, Double(stream.bytesSent - takenBytes) < period * server.settings.replyRate {
            return stream.abort()
        }
        takenBytes = stream.bytesSent
        stream.setDeadline(.write, after: period)
    }

    private func log(_ answering: Answering, _ response: Response) {
        guard let onReply = server.settings.onReply else { return }
        onReply(
            ServerEvent(
                id: answering.id, method: answering.method, path: answering.path, status: response.status,
                bytes: answering.method == .head ? 0 : response.body.count,
                microseconds: Int(Connection.microseconds() - answering.startedAt), peer: peer))
    }

    private static func microseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
    }
}
