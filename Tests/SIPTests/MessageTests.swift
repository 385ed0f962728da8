import Testing
import Transport

@testable import SIP

@Suite struct MessageTests {
    private let options = "OPTIONS sip:a@b SIP/2.0"

    @Test func `RFC 3261 § 7.2 a response has its status and its words`() throws {
        let arrival = try SIPArrival(datagram: written("SIP/2.0 404 Not  Found, 不在"))
        #expect(arrival.message.start == .response(404, try #require(SIPText("Not  Found, 不在"))))
        #expect(arrival.sequence == SIPSequence(number: 1, method: .invite))
        #expect(arrival.from.tag == "a" && arrival.to.tag == "b" && arrival.callID == "1@example.jp")
        #expect(arrival.via.branch == "z9hG4bK-1" && arrival.viaCount == 1)
    }

    @Test func `RFC 3261 § 7.1 a request has its method and its URI`() throws {
        let arrival = try SIPArrival(
            datagram: written("BYE sip:9@192.0.2.1:5080;transport=tcp SIP/2.0", sequence: "CSeq: 2 BYE"))
        #expect(arrival.message.method == .bye)
        guard case .request(_, let uri) = arrival.message.start else { throw SIPSyntaxError.startLine }
        #expect(uri.user == "9" && uri.port == 5080 && uri.parameters["transport"] == "tcp")
    }

    @Test func `RFC 3261 § 7.3.3 short names are the long ones, in any case`() throws {
        let arrival = try SIPArrival(
            datagram: bytes(
                """
                SIP/2.0 200 OK
                v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-1
                F: <sip:9@example.jp>;tag=a
                t: <sip:1@example.jp>;tag=b
                I: x
                cSEQ: 1 INVITE
                m: <sip:1@192.0.2.9>
                L: 2

                ab
                """))
        #expect(arrival.callID == "x")
        #expect(arrival.message.first(.contact) == "<sip:1@192.0.2.9>")
        #expect(arrival.message.body == bytes("ab"))
    }

    @Test func `RFC 3261 § 7.3.1 several Vias are one list, in one field or in many`() throws {
        let more = "Via: SIP/2.0/TCP [2001:db8::1]:5062;branch=z9hG4bK-3 , SIP/2.0/UDP c.example.jp;x=\"a,b\""
        let arrival = try SIPArrival(
            datagram: written(via: "Via: SIP/2.0/UDP a;branch=z9hG4bK-1,SIP/2.0/UDP b;branch=z9hG4bK-2", more))
        #expect(arrival.viaCount == 4)
        let vias = arrival.message.list(.via).compactMap { SIPVia($0) }
        #expect(vias.map(\.host.text) == ["a", "b", "[2001:db8::1]", "c.example.jp"])
        #expect(vias[2].port == 5062 && vias[2].transport == "TCP" && vias[3].parameters["x"] == "a,b")
    }

    @Test func `RFC 3261 § 7.3.1 a folded line is the line it continues`() throws {
        let arrival = try SIPArrival(datagram: written(callID: "Call-ID:\n \t x1", "Subject: one  \n two\n\tthree"))
        #expect(arrival.callID == "x1")
        #expect(arrival.message.first(.subject) == "one two three")
    }

    @Test func `RFC 3261 § 7.5 line ends before a message are passed over`() throws {
        #expect(try SIPArrival(datagram: bytes("\n\n") + written()).message.status == 180)
        #expect(syntaxError(bytes("\n\n")) == .empty)
        #expect(syntaxError([]) == .empty)
    }

    @Test func `RFC 3261 § 18.3 a datagram's body is as long as announced, and no longer`() throws {
        #expect(try SIPArrival(datagram: written("SIP/2.0 200 OK", body: "rest")).message.body == bytes("rest"))
        #expect(
            try SIPArrival(datagram: written("SIP/2.0 200 OK", "Content-Length: 2", body: "rest")).message.body
                == bytes("re"))
        #expect(
            syntaxError(written(options, sequence: "CSeq: 1 OPTIONS", "Content-Length: 5", body: "rest")) == .shortBody)
    }

    @Test(arguments: ["-1", "+1", "1 2", "0x1", "", "99999999999999999999", "65536", "1,1"])
    func `RFC 3261 § 20.14 a length is digits and fits`(_ length: String) {
        #expect(
            syntaxError(written(options, sequence: "CSeq: 1 OPTIONS", "Content-Length: \(length)", body: "rest"))
                == .invalid(.contentLength))
    }

    @Test func `a field that may be there once is not there twice`() {
        #expect(
            syntaxError(written(options, sequence: "CSeq: 1 OPTIONS", "Content-Length: 1\nl: 1", body: "rest"))
                == .repeated(.contentLength))
        for (field, name) in [
            ("f: <sip:x@y>", SIPHeaderName.from), ("t: <sip:x@y>", .to), ("i: 2", .callID),
            ("CSeq: 1 INVITE", .sequence),
        ] {
            #expect(syntaxError(written("SIP/2.0 200 OK", field)) == .repeated(name))
        }
    }

    @Test func `a message without what each must have is none`() {
        #expect(syntaxError(written(via: "")) == .missing(.via))
        #expect(syntaxError(written(from: "")) == .missing(.from))
        #expect(syntaxError(written(to: "")) == .missing(.to))
        #expect(syntaxError(written(callID: "")) == .missing(.callID))
        #expect(syntaxError(written(sequence: "")) == .missing(.sequence))
    }

    @Test(arguments: [
        "SIP/2.0 20 OK", "SIP/2.0 2000 OK", "SIP/2.0 099 Low", "SIP/2.0 700 High", "SIP/2.0 +20 OK", "SIP/2.0",
        "SIP/2.0200 OK", "SIP/2.0 200OK", "INVITE sip:a@b", "INVITE  sip:a@b SIP/2.0", "IN VITE sip:a@b SIP/2.0",
        "INVITE <sip:a@b> SIP/2.0", "INVITE sip:a@b  SIP/2.0", "INVITE sip:a b SIP/2.0", "hello", "GET / HTTP/1.1",
        "INVITE sip: SIP/2.0", "INVITE sip:a@ SIP/2.0", "INVITE sip:@b SIP/2.0", "(){ sip:a@b SIP/2.0",
    ])
    func `RFC 3261 § 7.1 a first line of another form is refused`(_ line: String) {
        #expect([SIPSyntaxError.startLine, .version].contains(syntaxError(written(line))))
    }

    @Test func `RFC 3261 § 7.1 another version is refused`() {
        #expect(syntaxError(written("INVITE sip:a@b SIP/7.0")) == .version)
        #expect(syntaxError(written("SIP/3.0 200 OK")) != nil)
    }

    @Test func `what a value holds that nobody reads goes out as it came in, and never begins a line`() throws {
        let value: [UInt8] = [0x8E, 0xA6, 0x20, 0xFF]
        let arrival = try SIPArrival(
            datagram: written("SIP/2.0 200 OK", "Subject: zz").replacing([0x7A, 0x7A], with: value))
        #expect(arrival.message.bytes.contains([UInt8]("Subject: ".utf8) + value + [13, 10]))
        for character in ["\u{0}", "\u{7}", "\r", "\u{1b}", "\u{7f}"] {
            let arrival = try SIPArrival(datagram: written("SIP/2.0 200 OK", "Subject: a\(character)b"))
            #expect(arrival.message.first(.subject) == "a?b")
        }
    }

    @Test func `what goes beyond the limits is refused`() {
        let long = String(repeating: "x", count: 9000)
        #expect(syntaxError(written("SIP/2.0 200 OK", "Subject: \(long)")) == .tooLong)
        let folded = "Subject: x" + String(repeating: "\n " + String(repeating: "y", count: 4000), count: 3)
        #expect(syntaxError(written("SIP/2.0 200 OK", folded)) == .tooLong)
        let many = Array(repeating: "Subject: x", count: 200).joined(separator: "\n")
        #expect(syntaxError(written("SIP/2.0 200 OK", many)) == .tooLong)
        let heavy = Array(repeating: "Subject: " + long.prefix(1000), count: 40).joined(separator: "\n")
        #expect(syntaxError(written("SIP/2.0 200 OK", heavy)) == .tooLong)
        let vias = "Via: SIP/2.0/UDP a" + String(repeating: ",SIP/2.0/UDP a", count: 200)
        #expect(syntaxError(written(via: vias)) == .tooLong)
        #expect(syntaxError([UInt8](repeating: 0x41, count: 70_000)) == .tooLong)
    }

    @Test func `RFC 3261 § 8.1.1.5 a sequence number has a method and fits in 31 bits`() {
        #expect(SIPSequence("2147483647 INVITE")?.number == 2_147_483_647)
        #expect(SIPSequence(" 7\t BYE ")?.method == .bye)
        for text in [
            "2147483648 INVITE", "INVITE", "1", "1INVITE", "-1 INVITE", "1 INV ITE", "36893488147419103232 A", "",
        ] {
            #expect(SIPSequence(text) == nil)
        }
        #expect(syntaxError(written("BYE sip:a@b SIP/2.0", sequence: "CSeq: 1 INVITE")) == .invalid(.sequence))
    }

    @Test func `a message of ours comes back as it was`() throws {
        let uri = try #require(SIPURI("sip:0312340001@example.jp:5080;user=phone"))
        let message = SIPMessage(
            .request(.options, uri),
            fields: [
                SIPField(.via, checked: "SIP/2.0/UDP a;branch=z9hG4bK-1"), SIPField(.from, checked: "<sip:a@b>;tag=1"),
                SIPField(.to, checked: "<sip:a@b>"), SIPField(.callID, checked: "x"),
                SIPField(.sequence, checked: "1 OPTIONS"),
            ], body: bytes("körper"))
        let arrival = try SIPArrival(datagram: message.bytes)
        #expect(arrival.message.start == message.start && arrival.message.body == message.body)
        #expect(arrival.message.first(.contentLength) == "7")
    }

    @Test func `RFC 3261 § 8.2.6 an answer goes back the way of the request`() throws {
        var request = try SIPArrival(
            datagram: written(
                "INVITE sip:a@b SIP/2.0", via: "Via: SIP/2.0/UDP p;branch=z9hG4bK-1;rport, SIP/2.0/UDP q;branch=2",
                to: "To: <sip:1@example.jp>", "Record-Route: <sip:p;lr>"))
        request.source = .init(bytes: [192, 0, 2, 7], port: 4711)
        let answer = try SIPArrival(datagram: request.response(486, "Busy Here", tag: SIPToken("t")).bytes)
        #expect(answer.message.status == 486 && answer.viaCount == 2 && answer.to.tag == "t")
        #expect(answer.via.parameters["received"] == "192.0.2.7" && answer.via.parameters["rport"] == "4711")
        #expect(answer.message.first(.recordRoute) == "<sip:p;lr>" && answer.sequence == request.sequence)
    }
}
