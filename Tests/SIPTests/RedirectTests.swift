import Testing
import Transport

@testable import SIP

/// What a redirect server says, without sockets.
@Suite struct RedirectTests {
    private let server: RedirectUnderTest

    init() throws { server = try RedirectUnderTest() }

    private func number(_ text: String) throws -> SIPNumber { try #require(SIPNumber(text)) }

    @Test func `CALL-2 each answer has its status, and a forwarding its Contact`() throws {
        let answers: [(RedirectAnswer, Int)] = [
            (.forward(try number("09011112222")), 302), (.busy, 486), (.ring, 404), (.requestNumber, 433),
            (.refuse, 603),
        ]
        for (answer, status) in answers {
            server.answer = answer
            let response = try #require(server.response(RedirectUnderTest.invite()))
            #expect(response.status == status)
            #expect(response.first(.contact) == (status == 302 ? "<sip:09011112222@ims.example.jp;user=phone>" : nil))
            #expect(response.first(.sequence) == "1 INVITE")
            #expect(response.first(.callID) == "1@example.jp")
        }
        #expect(server.desk.counts.forwarded == 1)
        #expect(server.desk.counts.refused == 2)
    }

    @Test func `WARP-1 a line that is to ring first is a 404 that says where unanswered calls go, and when`() throws {
        let destination = try number("09011112222")
        let cases: [(seconds: Int?, whenBusy: Bool, words: String)] = [
            (15, false, ";no-answer=15"), (nil, true, ";busy"), (5, true, ";no-answer=5;busy"),
        ]
        for one in cases {
            server.answer = .ringFirst(destination, noAnswerAfter: one.seconds, whenBusy: one.whenBusy)
            let reply = try #require(server.reply(RedirectUnderTest.invite())).bytes
            let lines = String(decoding: reply, as: UTF8.self).split(separator: "\r\n")
            #expect(lines.first == "SIP/2.0 404 Not Found")
            let field = "Forward-Unanswered: <sip:09011112222@ims.example.jp;user=phone>\(one.words)"
            #expect(lines.contains(Substring(field)))
        }
        #expect(server.desk.counts.rings == 3)
    }

    @Test func `a number abroad and one with a hash are written as a URI has them`() throws {
        server.answer = .forward(try number("+81312340002"))
        #expect(
            try #require(server.response(RedirectUnderTest.invite())).first(.contact)
                == "<sip:+81312340002@ims.example.jp;user=phone>")
        server.answer = .forward(try number("*21#"))
        #expect(
            try #require(server.response(RedirectUnderTest.invite())).first(.contact)
                == "<sip:*21%23@ims.example.jp;user=phone>")
    }

    @Test func `without a domain of its own the Contact is where the call was for`() throws {
        let server = try RedirectUnderTest(RedirectSettings())
        server.answer = .forward(try number("0312340002"))
        for (uri, host) in [
            ("sip:0312340001@gw.example.jp:5080;user=phone", "gw.example.jp:5080"),
            ("sip:0312340001@[2001:db8::1]", "[2001:db8::1]"),
            ("tel:0312340001", "invalid"),
        ] {
            let response = try #require(server.response(RedirectUnderTest.invite(uri)))
            #expect(response.first(.contact) == "<sip:0312340002@\(host);user=phone>")
        }
    }

    @Test
    func `a request that comes again is answered to the letter, its CANCEL by the same tag, another branch by another`()
        throws
    {
        server.answer = .busy
        let first = try #require(server.reply(RedirectUnderTest.invite())).bytes
        #expect(try #require(server.reply(RedirectUnderTest.invite())).bytes == first)
        let tag = try SIPArrival(datagram: first).to.tag
        let cancel = try #require(server.reply(RedirectUnderTest.invite(method: "CANCEL"))).bytes
        let cancelled = try SIPArrival(datagram: cancel)
        #expect(cancelled.message.status == 200)
        #expect(cancelled.to.tag == tag)
        // The same call, forked.
        let fork = try #require(server.reply(RedirectUnderTest.invite(branch: "z9hG4bK-2"))).bytes
        #expect(try SIPArrival(datagram: fork).to.tag != tag)
    }

    @Test func `the answer goes where RFC 3261 and RFC 3581 send it, whatever the hop claims`() throws {
        let hops: [(String, String, UInt16)] = [
            ("192.0.2.7:5070;branch=z9hG4bK-1", "192.0.2.7:5070;branch=z9hG4bK-1;received=192.0.2.7", 5070),
            ("pc.example.jp;branch=z9hG4bK-1", "pc.example.jp;branch=z9hG4bK-1;received=192.0.2.7", 5060),
            (
                "192.0.2.7:5070;rport;branch=z9hG4bK-1",
                "192.0.2.7:5070;branch=z9hG4bK-1;received=192.0.2.7;rport=40000", 40_000
            ),
            (
                "192.0.2.9;received=203.0.113.9;maddr=203.0.113.8;branch=z9hG4bK-1;rport=9",
                "192.0.2.9;maddr=203.0.113.8;branch=z9hG4bK-1;received=192.0.2.7;rport=40000", 40_000
            ),
        ]
        for (sent, told, port) in hops {
            let reply = try #require(server.reply(written("INVITE sip:1@a SIP/2.0", via: "v: SIP/2.0/UDP \(sent)")))
            #expect(reply.port == port)
            let via = try SIPArrival(datagram: reply.bytes).message.values(.via)
            #expect(via == ["SIP/2.0/UDP \(told)"])
        }
    }

    @Test func `hops keep their order, in one line or in several, and folded lines are one`() throws {
        let via = """
            Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK-1,
             SIP/2.0/TCP 192.0.2.8;branch=z9hG4bK-2
            VIA: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK-3
            """
        let reply = try #require(server.reply(written("INVITE sip:1@a SIP/2.0", via: via))).bytes
        #expect(
            try SIPArrival(datagram: reply).message.list(.via).map { SIPVia($0)?.branch } == [
                "z9hG4bK-1", "z9hG4bK-2", "z9hG4bK-3",
            ])
    }

    @Test func `OPTIONS is well, an ACK is for nobody, other methods are told which there are`() throws {
        let options = try #require(server.response(RedirectUnderTest.invite(method: "OPTIONS")))
        #expect(options.status == 200)
        #expect(options.first(.allow) == "INVITE, ACK, CANCEL, OPTIONS")
        #expect(server.reply(RedirectUnderTest.invite(method: "ACK")) == nil)
        for method in ["REGISTER", "BYE", "invite", "X-"] {
            let response = try #require(server.response(RedirectUnderTest.invite(method: method)))
            #expect(response.status == 405)
            #expect(response.first(.allow) == "INVITE, ACK, CANCEL, OPTIONS")
        }
        let inside = RedirectUnderTest.invite(to: "To: \"a;tag=9\" <sip:1@a;tag=8>; TAG = b")
        #expect(try #require(server.response(inside)).status == 481)
        let outside = RedirectUnderTest.invite(to: "To: \"a;tag=9\" <sip:1@a;tag=8>")
        #expect(try #require(server.response(outside)).status == 404)
        #expect(server.questions.count == 1)
    }

    @Test func `what is malformed is told so where that is possible, and is silence otherwise`() throws {
        let invite = "INVITE sip:0312340001@a SIP/2.0"
        func written(
            _ start: String = "SIP/2.0 180 Ringing", via: String = "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1",
            from: String = "From: <sip:9@a>;tag=a", to: String = "To: <sip:1@a>", callID: String = "Call-ID: 1",
            sequence: String = "CSeq: 1 INVITE", _ more: String = ""
        ) -> [UInt8] {
            SIPTests.written(start, via: via, from: from, to: to, callID: callID, sequence: sequence, more)
        }
        let refused: [([UInt8], Int)] = [
            (written(invite, "Max-Forwards: 256"), 400), (written(invite, "Max-Forwards: 1\nMax-Forwards: 1"), 400),
            (written(invite, "Content-Length: 9"), 400), (written(invite, "l: x"), 400),
            (written(invite, "Diversion: <sip:1@a"), 400), (written(invite, "History-Info: nobody"), 400),
            (written(invite, sequence: "CSeq: 1 OPTIONS"), 400),
            (written(invite, sequence: "CSeq: 4294967296 INVITE"), 400),
            (written(invite, to: "To: \"a <sip:1@a>"), 400), (written(invite, to: "To: <sip:1@a>, <sip:2@a>"), 400),
            (written("INVITE sip:0312340001@a"), 400), (written("INVITE  SIP/2.0"), 400),
            (written("INVITE sip:0312340001@a SIP/3.0"), 505), (written("INVITE http://a/ SIP/2.0"), 416),
        ]
        for (bytes, status) in refused {
            let line = (server.reply(bytes)?.bytes ?? []).prefix(11)
            #expect(line.elementsEqual("SIP/2.0 \(status)".utf8), "\(String(decoding: bytes, as: UTF8.self))")
        }
        let silent: [[UInt8]] = [
            written(), written(invite, via: ""), written(invite, via: "Via: SIP/2.0/UDP"),
            written(invite, via: "Via: SIP/2.0/UDP a;branch=1;branch=2"), written(invite, from: ""),
            written(invite, to: ""),
            written(invite, callID: ""), written(invite, callID: "Call-ID: 1\nCall-ID: 2"),
            written(invite, sequence: ""),
            written(invite, sequence: "CSeq: x ACK"), Array(written(invite).dropLast(2)), bytes("\n\n"), [],
            written(invite, from: "From: <sip:1@a>;tag=\u{0}"), written(invite, from: "From: <sip:1@a>;\rTo: b"),
        ]
        for bytes in silent { #expect(server.reply(bytes) == nil, "\(String(decoding: bytes, as: UTF8.self))") }
        #expect(server.questions.isEmpty)
    }

    @Test func `line breaks in a user part reach no header, and no number is made of them`() throws {
        server.answer = .forward(try number("0312340002"))
        for user in ["03%0d%0aX:1", "0312340001%0D%0A", "%00", "0312340001%", "0312340001%3", "+", "", "a", "03+1"] {
            let response = try #require(server.response(RedirectUnderTest.invite("sip:\(user)@a")))
            #expect(response.status == 404)
        }
        #expect(server.questions.isEmpty)
    }

    @Test(arguments: [
        "sip:0312340001@a", "sip:03-1234-0001@a;user=phone", "SIPS:0312340001;npdi@a",
        "tel:(03)1234.0001;phone-context=+81",
        "sip:%30312340001:secret@a", "sip:0312340001@[2001:db8::1]:5060",
    ])
    func `the number is read however it is written`(_ uri: String) throws {
        #expect(server.question(RedirectUnderTest.invite(uri))?.called.number == (try number("0312340001")))
    }

    @Test func `a source has its rate, and others theirs, in a table that does not grow`() {
        var rates = RedirectRates(perSecond: 10)
        let second: UInt64 = 1_000_000_000
        func taken(_ sources: some Sequence<Int>, at time: UInt64) -> Int {
            sources.count { rates.take(UInt64($0), at: time) }
        }
        #expect(taken(repeatElement(1, count: 20), at: second) == 10)
        #expect(taken([2], at: second) == 1)
        #expect(taken(repeatElement(1, count: 20), at: 2 * second) == 10)
        // Others come by the thousand: who has a bucket keeps it, and they share what is left.
        #expect(taken(repeatElement(1, count: 20), at: 3 * second) == 10)
        #expect(taken(stride(from: 7, to: 7_000_000, by: 7), at: 3 * second) < 10_000)
        #expect(taken([1], at: 3 * second) == 0)
    }
}
