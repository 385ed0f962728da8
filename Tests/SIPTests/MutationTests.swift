import Glibc
import TestPrograms
import Testing
import Transport

@testable import SIP

/// Messages with bytes changed, cut out and put in, always the same ones: whatever comes, no message ends the program, no
/// call stays open for ever, and nothing is sent that would not be taken here.
@Suite struct MutationTests {
    private static let key = String(repeating: "ab", count: 16)
    private static let tag = String(repeating: "ab", count: 8)

    /// Conversations from the other side: what a caller hears, and what a telephone hears.
    private static let conversations: [[[UInt8]]] = [
        [response("100 Trying"), response("180 Ringing"), response("200 OK", "CANCEL"), response("487 Gone")],
        [
            response("407 Asked", "INVITE", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\""),
            response("200 OK", "INVITE", "Contact: <sip:a@192.0.2.9>\nRecord-Route: <sip:p;lr>, <sip:q>", number: 2),
            request("BYE", ";tag=\(tag)"),
        ],
        [request("INVITE", "", "Expires: 25"), request("CANCEL"), request("ACK", ";tag=\(tag)")],
        [
            request("INVITE", "", "Record-Route: <sip:p;lr>"), request("OPTIONS"), request("OPTIONS"),
            request("ACK", ";tag=\(tag)"), request("BYE", ";tag=\(tag)"),
        ],
    ]

    private static func response(
        _ status: String, _ method: String = "INVITE", _ more: String = "", number: Int = 1
    ) -> [UInt8] {
        written(
            "SIP/2.0 \(status)", via: "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-\(key)-\(number);rport=5060",
            from: "From: <sip:9@192.0.2.1>;tag=\(tag)", callID: "Call-ID: \(key)",
            sequence: "CSeq: \(number) \(method)", more)
    }

    private static func request(_ method: String, _ tag: String = "", _ more: String = "") -> [UInt8] {
        written(
            "\(method) sip:0312340005@192.0.2.1 SIP/2.0",
            to: "To: \"A, \\\"b\\\"\" <sip:0312340005@192.0.2.1>\(tag)", callID: "Call-ID: \(key)",
            sequence: "CSeq: 1 \(method)", more)
    }

    @Test func `whatever comes, calls and telephones go on and come to their end`() throws {
        var dice = Dice()
        let host = try #require(SIPHost("192.0.2.1"))
        let number = try #require(SIPNumber("0312340005"))
        for round in 0..<400 {
            let messages = Self.conversations[round % Self.conversations.count].map { message in
                dice.below(3) == 0 ? message : MessageMutation.of(message, &dice)
            }
            try Self.call(messages, number, host)
            try Self.ring(messages, number, host)
            Self.frame(Array(messages.joined()), &dice)
        }
    }

    private static func call(_ messages: [[UInt8]], _ number: SIPNumber, _ host: SIPHost) throws {
        let origin = CallOrigin(
            transport: .udp, host: host, port: 5060, userAgent: SIPText(checked: "x"),
            credentials: SIPCredentials(user: "u", password: "p"))
        let uri = SIPURI(number: number, host: host)
        var call = TestCall(TestCallOrder(to: uri, from: uri), from: origin) { [UInt8](repeating: 0xab, count: $0) }
        var sent = call.start(at: .zero)
        for (second, message) in messages.enumerated() {
            guard let arrival = try? SIPArrival(datagram: message) else { continue }
            sent += call.received(arrival, at: .seconds(second))
        }
        while let next = call.nextDeadline, sent.count < 1000 { sent += call.timePassed(at: next) }
        #expect(call.isClosed && call.nextDeadline == nil)
        for case .send(let bytes) in sent { _ = try SIPArrival(datagram: bytes) }
    }

    private static func ring(_ messages: [[UInt8]], _ number: SIPNumber, _ host: SIPHost) throws {
        var lines = TelephoneLines(
            [number: .answers(after: .milliseconds(1500))], host: host, port: 5060, timers: SIPTimers()
        ) { SIPToken(checked: tag) }
        var sent: [TelephoneLines.Datagram] = []
        for (second, message) in messages.enumerated() {
            guard var arrival = try? SIPArrival(datagram: message) else { continue }
            arrival.source = PeerAddress(bytes: [192, 0, 2, 7], port: 5070)
            sent += lines.timePassed(at: .seconds(second)) + lines.received(arrival, at: .seconds(second))
        }
        while let next = lines.nextDeadline, sent.count < 1000 { sent += lines.timePassed(at: next) }
        #expect(lines.callCount == 0)
        for datagram in sent { _ = try SIPArrival(datagram: datagram.bytes) }
    }

    /// A stream gives the same messages however it is cut.
    private static func frame(_ stream: [UInt8], _ dice: inout Dice) {
        func messages(_ pieces: [ArraySlice<UInt8>]) -> (arrivals: [SIPArrival], failure: SIPSyntaxError?) {
            var framer = SIPStreamFramer()
            var arrivals: [SIPArrival] = []
            do throws(SIPSyntaxError) {
                for piece in pieces {
                    framer.append(piece)
                    while let message = try framer.next() {
                        if case .success(let arrival) = message { arrivals.append(arrival) }
                    }
                }
                return (arrivals, nil)
            } catch {
                return (arrivals, error)
            }
        }
        let cut = dice.below(stream.count + 1)
        #expect(messages([stream[...]]).arrivals == messages([stream[..<cut], stream[cut...]]).arrivals)
    }

    @Test(arguments: [
        "\r\n", "A", ",", "\"", "\\\"", "<", ">", "<>,", ";a", " ; ", " ", "SIP/2.0/UDP a,", "a.", "[:", "%41", "あ",
        "\r\n ", "\t",
        "a:b\r\n",
    ])
    func `no 64 KiB of one shape take long, in whichever field`(_ piece: String) {
        let filling = String(repeating: piece, count: 7900 / piece.utf8.count)
        var longest = Duration.zero
        for name in ["Via", "From", "To", "Contact", "Call-ID", "CSeq", "WWW-Authenticate", "X"] {
            let lines = String(repeating: "\(name): SIP/2.0/UDP a\(filling)\r\n", count: 8)
            let message = written("INVITE sip:\(filling)@b SIP/2.0") + [UInt8](lines.utf8)
            let other = [UInt8](("OPTIONS sip:a@b SIP/2.0\r\n" + lines + "\r\n").utf8)
            for bytes in [message, other] {
                let before = processorTime()
                _ = try? SIPArrival(datagram: bytes)
                longest = max(longest, processorTime() - before)
            }
        }
        // Of the processor's own time, which other work does not stretch. In a release it is below 2 ms; quadratic time would be many seconds.
        #expect(longest < .seconds(2))
    }

    /// What the processor has given this thread so far.
    private func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
