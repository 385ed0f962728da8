/// One call's conversation with Asterisk (the Asterisk Gateway Interface over TCP), without any I/O: bytes in, events out.
///
/// Asterisk first sends its variables and an empty line; then each command of ours is answered before the next is sent. When
/// the caller hangs up, a line `HANGUP` may come at any time, the answer to a command may be -1, and the connection may end.
/// Whatever else comes is an error, after which nothing more is read.
public struct FastAGIConversation: Sendable {
    /// What the bytes say.
    public enum Event: Sendable, Equatable {
        /// The variables are there; commands may be sent.
        case began(FastAGIVariables)
        /// The answer to the command sent last.
        case replied(FastAGIReply)
        /// The conversation is over.
        case ended(FastAGIEnd)
    }

    private enum State: Sendable {
        case receivingVariables(FastAGIVariables)
        case ready
        case awaitingReply
        /// Asterisk explains how a command is to be used (`520-…`, lines, `520 …`); its first line.
        case receivingUsage(String, lineCount: Int)
        case ended
    }

    /// A line, its end not counted; in bytes. Asterisk's own longest, a path of a request, is well below.
    public static let longestLine = 1024
    /// Asterisk sends about twenty, and an argument of a call each.
    public static let mostVariables = 64
    /// Lines of an explanation that need not be read.
    static let longestUsage = 64

    /// Seconds within which the variables must have come.
    public static let patienceForVariables = 10.0

    private var state = State.receivingVariables(FastAGIVariables())
    private var line: [UInt8] = []

    /// A conversation that has not begun.
    public init() {}

    /// Whether nothing more is read or sent.
    public var hasEnded: Bool {
        if case .ended = state { true } else { false }
    }

    /// The bytes of a command to be sent now; nil when the one before has not been answered, or it is too early or too late.
    public mutating func send(_ command: FastAGICommand) -> [UInt8]? {
        guard case .ready = state else { return nil }
        state = .awaitingReply
        return Array(command.line.utf8) + [UInt8(ascii: "\n")]
    }

    /// Takes in what has come, as much or as little as it is.
    public mutating func receive(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes where !hasEnded {
            switch byte {
            case UInt8(ascii: "\n"): events += endLine()
            case 0x00..<0x20 where !isReceivingVariables, 0x7F where !isReceivingVariables:
                events.append(end(.malformed))
            case _ where line.count == Self.longestLine: events.append(end(.malformed))
            default: line.append(byte)
            }
        }
        return events
    }

    private var isReceivingVariables: Bool {
        if case .receivingVariables = state { true } else { false }
    }

    /// The connection has ended.
    public mutating func receiveEnd() -> Event? {
        hasEnded ? nil : end(.hungUp)
    }

    /// What was waited for has not come in time.
    public mutating func receiveOverdue() -> Event? {
        hasEnded ? nil : end(.overdue)
    }

    private mutating func endLine() -> [Event] {
        defer { line.removeAll(keepingCapacity: true) }
        if line.elementsEqual("HANGUP".utf8) { return [end(.hungUp)] }
        switch state {
        case .receivingVariables(var variables):
            if line.isEmpty, variables.count > 0 {
                state = .ready
                return [.began(variables)]
            }
            guard variables.count < Self.mostVariables, variables.add(line) else { return [end(.malformed)] }
            state = .receivingVariables(variables)
            return []
        case .awaitingReply: return endReply()
        case .receivingUsage(let first, let count): return endUsage(first, count)
        // Nobody has asked anything.
        case .ready: return [end(.malformed)]
        case .ended: return []
        }
    }

    private mutating func endReply() -> [Event] {
        guard let text = String(validating: line, as: UTF8.self) else { return [end(.malformed)] }
        let rest = text.dropFirst(4)
        switch text.prefix(4) {
        case "200 ":
            guard let reply = FastAGIReply(rest) else { return [end(.malformed)] }
            if reply.result == -1 { return [end(.hungUp)] }
            state = .ready
            return [.replied(reply)]
        // A command is being carried out, and will be answered.
        case "100 ": return []
        // Nothing can be done on a channel that is dead.
        case "511 ": return [end(.hungUp)]
        case "510 ", "520 ": return [end(.refused(text))]
        case "520-":
            state = .receivingUsage(text, lineCount: 0)
            return []
        default: return [end(.malformed)]
        }
    }

    private mutating func endUsage(_ first: String, _ count: Int) -> [Event] {
        if line.starts(with: "520 ".utf8) { return [end(.refused(first))] }
        guard count < Self.longestUsage else { return [end(.malformed)] }
        state = .receivingUsage(first, lineCount: count + 1)
        return []
    }

    private mutating func end(_ reason: FastAGIEnd) -> Event {
        state = .ended
        return .ended(reason)
    }
}
