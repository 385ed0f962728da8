import TestPrograms
import Testing

@testable import FastAGI

/// The protocol without a socket.
struct FastAGIConversationTests {
    private let variables = "agi_network: yes\nagi_callerid: 0312340001\nagi_calleridname: 見本: 太郎\nagi_accountcode: \n"

    private func begun() throws -> FastAGIConversation {
        var conversation = FastAGIConversation()
        let events = conversation.receive(Array((variables + "\n").utf8))
        guard case .began? = events.first else { throw FastAGIEnd.malformed }
        return conversation
    }

    /// What one reply to a command leads to.
    private func events(_ reply: String) throws -> [FastAGIConversation.Event] {
        var conversation = try begun()
        _ = conversation.send(.answer)
        return conversation.receive(Array(reply.utf8))
    }

    @Test func `the variables are read, in pieces of any size`() throws {
        for size in [1, 7, 1000] {
            var conversation = FastAGIConversation()
            var events: [FastAGIConversation.Event] = []
            let bytes = Array((variables + "\n").utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += conversation.receive(bytes[start..<min(start + size, bytes.count)])
            }
            guard case .began(let read)? = events.first else {
                Issue.record("not begun")
                return
            }
            #expect(events.count == 1)
            #expect(read["agi_callerid"] == "0312340001")
            #expect(read["agi_calleridname"] == "見本: 太郎")
            #expect(read["agi_accountcode"] == "")
            #expect(read["agi_extension"] == nil)
        }
    }

    @Test(arguments: [
        "\n", "GET / HTTP/1.1\r\n", "agi_network yes\n", "callerid: 1\n", "agi_a: 1\nagi_a: 2\n", "agi_A: 1\n",
        "agi_x: " + String(repeating: "9", count: 1018),
        (0..<65).map { "agi_arg_\($0): 1\n" }.joined(),
    ])
    func `what is no block of variables ends the conversation`(text: String) {
        var conversation = FastAGIConversation()
        #expect(conversation.receive(Array(text.utf8)) == [.ended(.malformed)])
        #expect(conversation.hasEnded)
        #expect(conversation.send(.answer) == nil)
        #expect(conversation.receive(Array("agi_a: 1\n\n".utf8)) == [])
    }

    @Test func `variables that nobody uses may hold whatever a dialplan puts into them`() {
        var conversation = FastAGIConversation()
        let values: [[UInt8]] = [
            [0x95, 0x5C, 0xFF], [0x1B, 0x5B, 0x32, 0x4A], [0x00, 0x07], [0x0D], Array("a: b: c".utf8), [],
        ]
        var block = Array("agi_callerid: 0312340001\n".utf8)
        for (place, value) in values.enumerated() { block += Array("agi_arg_\(place): ".utf8) + value + [10] }
        block += Array("no variable\nAGI_X: 1\n\n".utf8)
        guard case .began(let variables) = conversation.receive(block).first else {
            Issue.record("no call began")
            return
        }
        #expect(variables["agi_callerid"] == "0312340001" && variables["agi_arg_4"] == "a: b: c")
    }

    @Test(arguments: [
        ("200 result=0\n", FastAGIReply(result: 0)),
        ("200 result=49 endpos=8000\n", FastAGIReply(result: 49, endPosition: 8000)),
        ("200 result=0 (timeout)\n", FastAGIReply(result: 0)),
        ("100 result=0 Trying...\n200 result=1\n", FastAGIReply(result: 1)),
    ])
    func `replies are read`(text: String, reply: FastAGIReply) throws {
        #expect(try events(text) == [.replied(reply)])
    }

    @Test func `keys are told from other results`() {
        #expect(FastAGIReply(result: 35).key == "#")
        #expect(FastAGIReply(result: 42).key == "*")
        #expect(FastAGIReply(result: 57).key == "9")
        for other in [0, 1, 65, 300, -5] { #expect(FastAGIReply(result: other).key == nil) }
    }

    @Test(arguments: [
        "200 result=-1\n", "200 result=-1 endpos=99\n", "HANGUP\n", "511 Command Not Permitted on a dead channel\n",
    ])
    func `a caller who has gone is noticed in every form`(text: String) throws {
        #expect(try events(text) == [.ended(.hungUp)])
    }

    @Test(arguments: [
        "200\n", "200 \n", "200 result=\n", "200 result=x\n", "200 result=99999999999\n", "200 result=１\n",
        "200 result=0 endpos=x\n", "300 result=0\n", "hello\n", "\n", "200 result=0\r\n", "200 result=+1\n",
        "200 " + String(repeating: "x", count: 1024), "520-Usage\n" + String(repeating: "x\n", count: 100),
    ])
    func `garbage for a reply ends the conversation`(text: String) throws {
        #expect(try events(text) == [.ended(.malformed)])
    }

    @Test func `a command that Asterisk refuses ends the conversation with its words`() throws {
        #expect(try events("510 Invalid or unknown command\n") == [.ended(.refused("510 Invalid or unknown command"))])
        let usage = "520-Invalid command syntax.  Proper usage follows:\n Usage: ANSWER\n520 End of proper usage.\n"
        let first = "520-Invalid command syntax.  Proper usage follows:"
        #expect(try events(usage) == [.ended(.refused(first))])
    }

    @Test func `one command at a time, and nothing that was not asked for`() throws {
        var conversation = try begun()
        #expect(conversation.send(.answer) == Array("ANSWER\n".utf8))
        #expect(conversation.send(.hangUp) == nil)
        #expect(conversation.receive(Array("200 result=0\n200 result=0\n".utf8)).last == .ended(.malformed))
    }

    @Test func `silence on the line and its end are ends`() throws {
        var conversation = try begun()
        #expect(conversation.receiveOverdue() == .ended(.overdue))
        #expect(conversation.receiveEnd() == nil)
        conversation = try begun()
        #expect(conversation.receiveEnd() == .ended(.hungUp))
        #expect(conversation.receive(Array("200 result=0\n".utf8)) == [])
    }

    @Test func `commands are written as Asterisk reads them`() {
        #expect(
            FastAGICommand.stream(file: "hikari/east/choose-unit", keys: "12")?.line
                == #"STREAM FILE hikari/east/choose-unit "12""#)
        #expect(FastAGICommand.say(digits: "0312340001", keys: "")?.line == #"SAY DIGITS 0312340001 """#)
        #expect(FastAGICommand.waitForKey(seconds: 10).line == "WAIT FOR DIGIT 10000")
        #expect(FastAGICommand.waitForKey(seconds: -1).line == "WAIT FOR DIGIT 1000")
    }

    @Test func `nothing from outside makes a second command or argument`() {
        for file in ["", "a b", "a\nHANGUP", "a\"", "音", String(repeating: "a", count: 201)] {
            #expect(FastAGICommand.stream(file: file) == nil)
        }
        for digits in ["", "03\n", "1 2", "１", "+81", "12*", String(repeating: "1", count: 33)] {
            #expect(FastAGICommand.say(digits: digits) == nil)
        }
        #expect(FastAGICommand.stream(file: "a", keys: "1\"") == nil)
    }

    @Test func `whatever bytes come, a conversation stays within its bounds`() {
        var dice = Dice()
        var reached: Set<Bound> = []
        for _ in 0..<2000 {
            var watched = WatchedConversation()
            let course = dice.course()
            for number in 0..<150 where !watched.hasEnded {
                watched.receive(course(number, &dice))
            }
            reached.formUnion(watched.reached)
        }
        // A generator that never comes near a bound would prove nothing.
        #expect(reached == Set(Bound.allCases))
    }
}

/// What a conversation may not go beyond.
private enum Bound: CaseIterable {
    case line, variables, usage
}

/// A conversation, and what it has taken in without a word, as seen from outside.
private struct WatchedConversation {
    private var conversation = FastAGIConversation()
    private var hasBegun = false
    /// Whether a command waits for its reply.
    private var isAsked = false
    private var isExplaining = false
    /// Since the last line feed.
    private var line: [UInt8] = []
    /// Variables, or lines of an explanation behind its first.
    private var taken = 0
    private(set) var reached: Set<Bound> = []

    var hasEnded: Bool { conversation.hasEnded }

    /// Takes a piece in, byte by byte, so that each event is known to be of its byte; then tries to send a command.
    mutating func receive(_ piece: [UInt8]) {
        for byte in piece where !hasEnded { receive(byte) }
        let isSent = conversation.send(.answer) != nil
        #expect(!isSent || hasBegun && !isAsked && !hasEnded)
        if isSent { isAsked = true }
        guard hasEnded else { return }
        #expect(conversation.receive(Array("200 result=0\n".utf8)) == [])
        #expect(conversation.receiveEnd() == nil && conversation.receiveOverdue() == nil)
    }

    private mutating func receive(_ byte: UInt8) {
        let events = conversation.receive([byte])
        #expect(events.count <= 1 && events.contains(where: \.isEnd) == hasEnded)
        if byte == UInt8(ascii: "\n") {
            endLine(events.first)
            line = []
        } else {
            line.append(byte)
            #expect(hasEnded || events.isEmpty && line.count <= FastAGIConversation.longestLine)
            if line.count > FastAGIConversation.longestLine { reached.insert(.line) }
        }
    }

    private mutating func endLine(_ event: FastAGIConversation.Event?) {
        switch event {
        case .began(let variables):
            #expect(!hasBegun && variables.count == taken)
            hasBegun = true
        case .replied:
            #expect(isAsked && !isExplaining)
            isAsked = false
        case .ended:
            if !hasBegun, taken == FastAGIConversation.mostVariables { reached.insert(.variables) }
            if isExplaining, taken == FastAGIConversation.longestUsage { reached.insert(.usage) }
        case nil where !hasBegun:
            taken += 1
            #expect(taken <= FastAGIConversation.mostVariables)
        case nil where isExplaining:
            taken += 1
            #expect(taken <= FastAGIConversation.longestUsage)
        case nil:
            isExplaining = line.starts(with: "520-".utf8)
            taken = 0
            #expect(isAsked && (isExplaining || line.starts(with: "100 ".utf8)))
        }
    }
}

extension FastAGIConversation.Event {
    fileprivate var isEnd: Bool { if case .ended = self { true } else { false } }
}

extension Dice {
    /// The piece that comes as the so-manieth.
    fileprivate typealias Course = (_ number: Int, _ dice: inout Dice) -> [UInt8]

    private static let pieces = [
        "agi_a: 1\n", "\n", "200 result=0\n", "HANGUP", "520-", "520 x\n", "result=", "\u{0}", ":", " ",
        "100 Trying\n", "520-Usage\n", "a line\n", "200 result=-1\n", "\u{fffd}", "音",
    ].map { [UInt8]($0.utf8) }

    /// Any piece, or some bytes.
    private mutating func piece() -> [UInt8] {
        guard below(4) == 0 else { return Self.pieces[below(Self.pieces.count)] }
        return (0..<below(20)).map { _ in UInt8(below(256)) }
    }

    /// How a conversation goes on: anything at all; or first as it should, and then too long in one of three ways, with
    /// something else between now and then.
    fileprivate mutating func course() -> Course {
        let kind = below(4)
        guard kind > 0 else { return { _, dice in dice.piece() } }
        return { number, dice in
            if dice.below(200) == 0 { return dice.piece() }
            switch (kind, number) {
            case (1, _): return [UInt8]("agi_arg_\(number): \(dice.below(1000))\n".utf8)
            case (_, 0): return [UInt8]("agi_a: 1\n\n".utf8)
            case (2, 1): return [UInt8]("520-Usage\n".utf8)
            case (2, _): return [UInt8]("a line\n".utf8)
            default: return [UInt8](repeating: UInt8(ascii: "x"), count: 1 + dice.below(50))
            }
        }
    }
}
