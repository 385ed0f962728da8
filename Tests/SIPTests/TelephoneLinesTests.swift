import Testing
import Transport

@testable import SIP

/// The telephones without a network: what each request hears.
@Suite struct TelephoneLinesTests {
    private static let rings = "0312340001"
    private static let answers = "0312340002"
    private static let busy = "0312340003"
    private var lines: TelephoneLines

    init() throws {
        let conducts: [SIPNumber: SIPTelephones.Conduct] = [
            try #require(SIPNumber(Self.rings)): .rings,
            try #require(SIPNumber(Self.answers)): .answers(after: .seconds(3)),
            try #require(SIPNumber(Self.busy)): .busy,
        ]
        lines = TelephoneLines(
            conducts, host: try #require(SIPHost("127.0.0.1")), port: 5060, timers: SIPTimers()
        ) { SIPToken(checked: "t") }
    }

    private func request(
        _ method: String, to number: String, branch: String? = nil, tag: String? = nil, _ more: String = "",
        rport: String = ";rport"
    ) throws -> SIPArrival {
        var arrival = try SIPArrival(
            datagram: written(
                "\(method) sip:\(number)@127.0.0.1 SIP/2.0",
                via: "Via: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK-\(branch ?? number)\(rport)",
                to: "To: <sip:\(number)@127.0.0.1>" + (tag.map { ";tag=\($0)" } ?? ""), sequence: "CSeq: 1 \(method)",
                more))
        arrival.source = PeerAddress(bytes: [127, 0, 0, 1], port: 4711)
        return arrival
    }

    /// The answers as "180 INVITE".
    private func said(_ datagrams: [TelephoneLines.Datagram]) throws -> [String] {
        try datagrams.map { datagram in
            let arrival = try SIPArrival(datagram: datagram.bytes)
            return "\(arrival.message.status ?? 0) \(arrival.sequence.method)"
        }
    }

    @Test mutating func `§ 9.2 a ringing telephone is cancelled`() throws {
        let invite = try request("INVITE", to: Self.rings)
        #expect(try said(lines.received(invite, at: .zero)) == ["180 INVITE"])
        #expect(try said(lines.received(invite, at: .seconds(1))) == ["180 INVITE"])
        let cancel = try request("CANCEL", to: Self.rings)
        #expect(try said(lines.received(cancel, at: .seconds(2))) == ["200 CANCEL", "487 INVITE"])
        // Repeated for as long as no ACK comes.
        #expect(try said(lines.timePassed(at: .seconds(2.5))) == ["487 INVITE"])
        #expect(try lines.received(request("ACK", to: Self.rings, tag: "t"), at: .seconds(3)) == [])
        #expect(try said(lines.received(cancel, at: .seconds(3))) == ["200 CANCEL"])
        #expect(lines.timePassed(at: .seconds(10)) == [] && lines.callCount == 0)
        #expect(try said(lines.received(cancel, at: .seconds(11))) == ["481 CANCEL"])
    }

    @Test mutating func `§ 13.3.1.4 a taken call is held until it is ended`() throws {
        #expect(try said(lines.received(request("INVITE", to: Self.answers), at: .zero)) == ["180 INVITE"])
        let answer = try #require(lines.timePassed(at: .seconds(3)).first)
        let taken = try SIPArrival(datagram: answer.bytes)
        #expect(taken.message.status == 200 && taken.to.tag == "t" && !taken.message.body.isEmpty)
        #expect(taken.message.first(.contact) == "<sip:\(Self.answers)@127.0.0.1:5060;user=phone>")
        #expect(try said(lines.timePassed(at: .seconds(3.5))) == ["200 INVITE"])
        _ = try lines.received(request("ACK", to: Self.answers, branch: "2", tag: "t"), at: .seconds(4))
        #expect(lines.timePassed(at: .seconds(100)) == [] && lines.callCount == 1)
        #expect(
            try said(lines.received(request("CANCEL", to: Self.answers), at: .seconds(100))) == ["200 CANCEL"])
        let bye = try request("BYE", to: Self.answers, branch: "3", tag: "t")
        #expect(try said(lines.received(bye, at: .seconds(100))) == ["200 BYE"])
        #expect(try said(lines.received(bye, at: .seconds(101))) == ["200 BYE"])
        #expect(lines.timePassed(at: .seconds(133)) == [] && lines.callCount == 0)
        #expect(try said(lines.received(bye, at: .seconds(134))) == ["481 BYE"])
    }

    @Test mutating func `a busy telephone, a number that is none, and questions`() throws {
        #expect(try said(lines.received(request("INVITE", to: Self.busy), at: .zero)) == ["486 INVITE"])
        #expect(try said(lines.received(request("INVITE", to: "0312349999"), at: .zero)) == ["404 INVITE"])
        #expect(try said(lines.received(request("OPTIONS", to: "0312349999"), at: .zero)) == ["200 OPTIONS"])
        #expect(try said(lines.received(request("MESSAGE", to: Self.busy), at: .zero)) == ["405 MESSAGE"])
        #expect(try said(lines.received(request("BYE", to: Self.busy, tag: "x"), at: .zero)) == ["481 BYE"])
        #expect(
            try said(lines.received(request("INVITE", to: Self.busy, branch: "8", tag: "x"), at: .zero)) == [
                "481 INVITE"
            ])
        let demanding = try request("INVITE", to: Self.rings, branch: "9", "Require: 100rel")
        let refusal = try #require(lines.received(demanding, at: .zero).first)
        #expect(try SIPArrival(datagram: refusal.bytes).message.first(.unsupported) == "100rel")
    }

    @Test mutating func `a telephone without its plug says nothing, and forgets its calls`() throws {
        let number = try #require(SIPNumber(Self.rings))
        _ = try lines.received(request("INVITE", to: Self.rings), at: .zero)
        lines.plug(number, false)
        #expect(lines.callCount == 0)
        for method in ["INVITE", "CANCEL", "OPTIONS", "BYE"] {
            #expect(try lines.received(request(method, to: Self.rings), at: .seconds(1)) == [])
        }
        #expect(lines.timePassed(at: .seconds(40)) == [])
        #expect(try said(lines.received(request("INVITE", to: Self.busy), at: .zero)) == ["486 INVITE"])
        lines.plug(number, true)
        #expect(try said(lines.received(request("INVITE", to: Self.rings), at: .seconds(50))) == ["180 INVITE"])
    }

    @Test mutating func `§ 13.3.1 ringing ends when the caller's Expires has passed, or after three minutes`() throws {
        _ = try lines.received(request("INVITE", to: Self.rings, "Expires: 25"), at: .zero)
        #expect(try said(lines.timePassed(at: .seconds(25))) == ["487 INVITE"])
        let patient = try request("INVITE", to: Self.rings, branch: "2", "Expires: 99999999999")
        _ = lines.received(patient, at: .seconds(100))
        #expect(!(try said(lines.timePassed(at: .seconds(279))).contains("487 INVITE")))
        #expect(try said(lines.timePassed(at: .seconds(280))) == ["487 INVITE"])
    }

    @Test mutating func `an answer nobody acknowledges is given up`() throws {
        _ = try lines.received(request("INVITE", to: Self.answers), at: .zero)
        var times = 0
        while let next = lines.nextDeadline {
            times += lines.timePassed(at: next).count
            try #require(times < 20)
        }
        #expect(times == 11 && lines.callCount == 0)
    }

    @Test mutating func `RFC 3581 answers go to the port they are asked to`() throws {
        let there = try #require(lines.received(request("INVITE", to: Self.busy), at: .zero).first)
        #expect(there.to == PeerAddress(bytes: [127, 0, 0, 1], port: 4711))
        let old = try request("INVITE", to: Self.busy, branch: "2", rport: "")
        #expect(lines.received(old, at: .zero).first?.to == PeerAddress(bytes: [127, 0, 0, 1], port: 5070))
    }
}
