/// Turns bytes into requests (RFC 9112), without any I/O: feed it what came in, then ask for the next request until it
/// is incomplete. Every byte is looked at a bounded number of times however the bytes were cut, and after a refusal none
/// is looked at any more. A parser with nothing begun owns no memory.
struct RequestParser {
    enum Outcome {
        /// More bytes are needed.
        case incomplete
        /// A whole request; `isLast`: the connection ends with its reply.
        case request(Request, isLast: Bool)
        /// The reply is this status, and the connection ends.
        case refused(Status)
    }

    /// What the next byte belongs to.
    enum Stage: Equatable {
        /// Nothing of a request is here.
        case idle
        case head
        case body
        /// A request was refused: nothing is read any more.
        case refused
    }

    private enum State {
        case requestLine
        case fields
        case fixedBody(remaining: Int)
        case chunkSize
        case chunkData(remaining: Int)
        case chunkEnd
        case trailers
        case refused(Status)
    }

    private let limits: RequestLimits
    private var state = State.requestLine
    private var buffer: [UInt8] = []
    /// Where the request's head begins in the buffer.
    private var headStart = 0
    /// Where the line or data to be read begins.
    private var position = 0
    /// How far a line whose end has not come has been looked at.
    private var scanned = 0
    /// One empty line may come before a request (RFC 9112 § 2.2).
    private var hasPassedEmptyLine = false
    private var head = RequestHead()
    /// The request whose body is being read.
    private var pending: Request?
    /// The head of the request whose body was refused.
    private(set) var refusedHead: Request?
    private var bodyLimit = 0
    private var isDroppedBeyond = false
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerCount = 0

    init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
    }

    var stage: Stage {
        switch state {
        case .requestLine: position == buffer.count ? .idle : .head
        case .fields: .head
        case .refused: .refused
        default: .body
        }
    }

    /// Method and path of the request that is being read, or was refused; nil before its first line is complete.
    var requestLine: (method: Method, path: String)? { head.target.map { (head.method, $0.path) } }

    /// How much is kept of what came in.
    var bufferedBytes: Int { buffer.count }

    /// How much of unfinished requests is kept.
    var heldBytes: Int { buffer.count - position + (pending?.body.count ?? 0) }

    /// How long the body may be that is being read, in bytes: as announced, or the limit of its path.
    var expectedBody: Int { head.contentLength ?? bodyLimit }

    /// Takes bytes that came in. They are not looked at before `next`.
    mutating func feed(_ bytes: some Collection<UInt8>) {
        if case .refused = state { return }
        dropRead()
        buffer.append(contentsOf: bytes)
    }

    /// The next request, if it is here in full.
    /// - Parameter bodyRule: how much is read of the body behind a head; asked only where there is one.
    mutating func next(bodyRule: (Request) -> BodyRule) -> Outcome {
        while true {
            if let outcome = step(bodyRule) {
                if case .refused(let status) = outcome { refuse(status) }
                return outcome
            }
        }
    }

    /// Whether the client is to be told to send its body: true once, when it waits and nothing of the body has come.
    mutating func takeContinue() -> Bool {
        guard stage == .body, head.awaitsContinue else { return false }
        head.awaitsContinue = false
        return pending?.body.isEmpty ?? false
    }

    /// One line or one piece of body; nil when something was read and there may be more.
    private mutating func step(_ bodyRule: (Request) -> BodyRule) -> Outcome? {
        switch state {
        case .requestLine: return withLine(limits.requestLine, .uriTooLong) { $0.readRequestLine($1) }
        case .fields:
            return withLine(limits.field, .requestHeaderFieldsTooLarge) { $0.readFieldLine($1, bodyRule) }
        case .fixedBody(let remaining): return readData(remaining, after: State.fixedBody(remaining:))
        case .chunkSize: return withLine(limits.chunkLine, .badRequest) { $0.readChunkSize($1) }
        case .chunkData(let remaining): return readData(remaining, after: State.chunkData(remaining:))
        case .chunkEnd: return withLine(0, .badRequest) { $0.endChunk($1) }
        case .trailers: return withLine(limits.field, .requestHeaderFieldsTooLarge) { $0.readTrailer($1) }
        case .refused(let status): return .refused(status)
        }
    }

    /// Finds the next line, and lets `read` have it; what is longer than `limit` is refused before its end has come.
    private mutating func withLine(
        _ limit: Int, _ tooLong: Status, _ read: (inout RequestParser, Range<Int>) -> Outcome?
    ) -> Outcome? {
        switch LineScan(buffer.span, from: max(scanned, position)) {
        case .invalid: return .refused(.badRequest)
        case .incomplete(let end):
            scanned = end
            return end - position > limit ? .refused(tooLong) : .incomplete
        case .end(let end):
            if end - position > limit { return .refused(tooLong) }
            let line = position..<end
            position = end + 2
            return read(&self, line)
        }
    }

    private mutating func readRequestLine(_ line: Range<Int>) -> Outcome? {
        if line.isEmpty {
            guard !hasPassedEmptyLine else { return .refused(.badRequest) }
            hasPassedEmptyLine = true
            return nil
        }
        headStart = line.lowerBound
        state = .fields
        return head.readRequestLine(buffer, line).map(Outcome.refused)
    }

    private mutating func readFieldLine(_ line: Range<Int>, _ bodyRule: (Request) -> BodyRule) -> Outcome? {
        if line.isEmpty { return endHead(bodyRule) }
        let offset = line.lowerBound - headStart
        return head.readField(buffer, line, offset: offset, limits: limits).map(Outcome.refused)
    }

    private mutating func endHead(_ bodyRule: (Request) -> BodyRule) -> Outcome? {
        if let status = head.problem() { return .refused(status) }
        guard let target = head.target, let host = target.authority ?? head.host else { return .refused(.badRequest) }
        let length = head.isChunked ? nil : head.contentLength ?? 0
        let request = Request(
            method: head.method, target: target, host: host.name,
            fields: Fields(bytes: takeHead(), entries: head.entries),
            body: [])
        if length == 0 { return end(request) }
        if head.isEncoded { return .refused(.unsupportedMediaType) }
        let rule = bodyRule(request)
        bodyLimit = rule.limit
        if case .dropped = rule { isDroppedBeyond = true } else { isDroppedBeyond = false }
        pending = request
        if length ?? (bodyLimit == 0 ? 1 : 0) > bodyLimit { return tooLarge() }
        state = length.map(State.fixedBody(remaining:)) ?? .chunkSize
        return nil
    }

    /// The body is longer than its path reads: refused, or the request goes on without it.
    private mutating func tooLarge() -> Outcome {
        guard isDroppedBeyond, var request = pending else { return .refused(.contentTooLarge) }
        request.body = []
        // What follows is the body: none of it may be taken for another request.
        refuse(.contentTooLarge)
        return .request(request, isLast: true)
    }

    /// The head's bytes: the buffer itself when nothing follows, which is the usual case and costs no copy.
    private mutating func takeHead() -> [UInt8] {
        if headStart > 0 || position < buffer.count { return Array(buffer[headStart..<position]) }
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        position = 0
        scanned = 0
        return bytes
    }

    private mutating func endBody() -> Outcome? {
        guard let request = pending else { return .refused(.badRequest) }
        pending = nil
        (extensionBytes, trailerBytes, trailerCount) = (0, 0, 0)
        return end(request)
    }

    /// Makes ready for the next request, whose bytes may be here already.
    private mutating func end(_ request: Request) -> Outcome {
        let isLast = head.isLast
        head = RequestHead()
        state = .requestLine
        hasPassedEmptyLine = false
        if position == buffer.count && position > 0 {
            buffer = []
            position = 0
        }
        scanned = position
        return .request(request, isLast: isLast)
    }

    /// Moves what is here of a body, of which so much is missing.
    private mutating func readData(_ remaining: Int, after: (Int) -> State) -> Outcome? {
        let count = min(remaining, buffer.count - position)
        pending?.body.append(contentsOf: buffer[position..<(position + count)])
        position += count
        if count < remaining {
            state = after(remaining - count)
            return .incomplete
        }
        if case .fixedBody = state { return endBody() }
        state = .chunkEnd
        return nil
    }

    private mutating func readChunkSize(_ line: Range<Int>) -> Outcome? {
        guard let chunk = ChunkSize(buffer[line]) else { return .refused(.badRequest) }
        extensionBytes += chunk.extensionBytes
        if extensionBytes > limits.chunkExtensions { return .refused(.badRequest) }
        if chunk.size > bodyLimit - (pending?.body.count ?? 0) { return tooLarge() }
        state = chunk.size == 0 ? .trailers : .chunkData(remaining: chunk.size)
        return nil
    }

    private mutating func endChunk(_ line: Range<Int>) -> Outcome? {
        state = .chunkSize
        return nil
    }

    /// Trailers are checked as fields are, and dropped.
    private mutating func readTrailer(_ line: Range<Int>) -> Outcome? {
        if line.isEmpty { return endBody() }
        trailerBytes += line.count + 2
        trailerCount += 1
        if trailerBytes > limits.allFields || trailerCount > limits.fieldCount {
            return .refused(.requestHeaderFieldsTooLarge)
        }
        return FieldLine(buffer.span.extracting(line)) == nil ? .refused(.badRequest) : nil
    }

    /// Reads nothing any more, and forgets what was read but for the head.
    mutating func refuse(_ status: Status) {
        state = .refused(status)
        refusedHead = refusedHead ?? pending
        refusedHead?.body = []
        buffer = []
        pending = nil
        position = 0
    }

    /// Forgets what was read, less the head that is being read, so that no client can make the buffer grow for ever.
    private mutating func dropRead() {
        var read = position
        if case .fields = state { read = headStart }
        if read == 0 { return }
        buffer.removeFirst(read)
        position -= read
        scanned = max(scanned - read, 0)
        headStart = 0
    }
}
