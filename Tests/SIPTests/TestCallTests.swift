import Testing
import Transport

@testable import SIP

/// A test call without a network: what it sends at which time, with the times of the RFC.
@Suite struct TestCallTests {
    private var call: TestCall

    init() throws { call = try Self.call() }

    private static func call(
        transport: CallOrigin.Transport = .udp, credentials: SIPCredentials? = nil, patience: Duration = .seconds(20)
    ) throws -> TestCall {
        let host = try #require(SIPHost("192.0.2.1"))
        let origin = CallOrigin(
            transport: transport, host: host, port: 5060, userAgent: SIPText(checked: "x"), credentials: credentials)
        let to = SIPURI(number: try #require(SIPNumber("0312340005")), host: host)
        return TestCall(
            TestCallOrder(to: to, from: to, patience: patience), from: origin,
            random: { [UInt8](repeating: 0xab, count: $0) })
    }

    /// The first lines of what is sent.
    private func sent(_ steps: [TestCallStep]) -> [String] {
        steps.compactMap { step in
            guard case .send(let bytes) = step else { return nil }
            return String(String(decoding: bytes, as: UTF8.self).prefix { $0 != " " })
        }
    }

    /// What is sent from now on, with its times.
    private mutating func rest() -> [(Duration, String)] {
        var all: [(Duration, String)] = []
        while let next = call.nextDeadline { all += sent(call.timePassed(at: next)).map { (next, $0) } }
        return all
    }

    /// A response to a request of this call: the transaction's number as in its branch.
    private func response(
        _ status: Int, to number: Int = 1, method: String = "INVITE", sequence: Int = 1, tag: String = "b",
        more: String = "", hops: String = "", callID: String? = nil, from: String? = nil
    ) throws -> SIPArrival {
        try SIPArrival(
            datagram: written(
                "SIP/2.0 \(status) x",
                via: "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=\(call.names.branch(number))\(hops)",
                from: "From: <sip:0312340005@192.0.2.1>;tag=\(from ?? call.names.tag)",
                to: "To: <sip:1@example.jp>;tag=\(tag)", callID: "Call-ID: \(callID ?? call.id)",
                sequence: "CSeq: \(sequence) \(method)", more))
    }

    @Test mutating func `FAULT-1 silence hears seven INVITEs within 32 s when patience is longer`() throws {
        call = try Self.call(patience: .seconds(60))
        #expect(sent(call.start(at: .zero)) == ["INVITE"])
        let all = rest()
        let times: [Duration] = [0.5, 1.5, 3.5, 7.5, 15.5, 31.5].map { .seconds($0) }
        #expect(all.map(\.0) == times && all.allSatisfy { $0.1 == "INVITE" })
        #expect(call.result?.outcome == .timedOut && call.result?.elapsed == .seconds(32))
        #expect(call.result?.inviteCount == 7 && call.isClosed)
    }

    @Test mutating func `FAULT-1 when patience ends in silence nothing is sent any more, and no CANCEL`() throws {
        _ = call.start(at: .zero)
        let all = rest()
        #expect(all.count == 5 && all.allSatisfy { $0.1 == "INVITE" })
        #expect(call.result?.outcome == .timedOut && call.result?.elapsed == .seconds(20))
        #expect(call.isClosed)
    }

    @Test mutating func `RFC 3261 § 9.1 CANCEL waits for a first answer, however late`() throws {
        _ = call.start(at: .zero)
        while let next = call.nextDeadline, next <= .seconds(20) { _ = call.timePassed(at: next) }
        #expect(call.result?.outcome == .timedOut && !call.isClosed)
        #expect(sent(call.received(try response(100), at: .seconds(25))) == ["CANCEL"])
        #expect(sent(call.received(try response(200, method: "CANCEL"), at: .seconds(25))) == [])
        #expect(sent(call.received(try response(487), at: .seconds(25))) == ["ACK"])
        #expect(call.isClosed && rest().isEmpty)
    }

    @Test mutating func `RFC 3261 § 9.1 180 and then silence: CANCEL is repeated, and the call given up after 64 T1`()
        throws
    {
        _ = call.start(at: .zero)
        #expect(sent(call.received(try response(180), at: .seconds(1))) == ["CANCEL"])
        #expect(call.result?.outcome == .rang(180))
        let all = rest()
        #expect(all.count == 10 && all.allSatisfy { $0.1 == "CANCEL" } && call.isClosed)
    }

    @Test mutating func `RFC 3261 § 13.2.2.4 a 200 hears ACK and BYE, and the same ACK when it comes again`() throws {
        let first = sent(call.start(at: .zero))
        #expect(first == ["INVITE"])
        let contact = "Contact: <sip:phone@192.0.2.9:5080>\nRecord-Route: <sip:b;lr>, <sip:a;lr>"
        let taken = call.received(try response(200, more: contact), at: .seconds(1))
        #expect(sent(taken) == ["ACK", "BYE"])
        guard case .send(let bytes) = taken[1], let acknowledged = try? SIPArrival(datagram: bytes) else {
            Issue.record("no ACK")
            return
        }
        #expect(acknowledged.message.list(.route) == ["<sip:a;lr>", "<sip:b;lr>"])
        #expect(acknowledged.message.start == .request(.ack, try #require(SIPURI("sip:phone@192.0.2.9:5080"))))
        #expect(sent(call.received(try response(200, more: contact), at: .seconds(2))) == ["ACK"])
        // Another telephone took it too (a proxy that forks).
        #expect(sent(call.received(try response(200, tag: "c", more: contact), at: .seconds(2))) == ["ACK", "BYE"])
        for number in [3, 5] {
            _ = call.received(try response(200, to: number, method: "BYE", sequence: 2), at: .seconds(3))
        }
        #expect(call.isClosed && call.result?.outcome == .answered(200))
    }

    @Test mutating func `RFC 3261 § 22.3 a stale nonce is answered once more, and only once`() throws {
        call = try Self.call(credentials: SIPCredentials(user: "u", password: "p"))
        _ = call.start(at: .zero)
        for (number, nonce) in [(1, "a"), (2, "b")] {
            let challenge =
                "Proxy-Authenticate: Digest realm=\"r\", nonce=\"\(nonce)\", stale=\(number == 2), qop=\"auth\""
            let steps = call.received(try response(407, to: number, sequence: number, more: challenge), at: .seconds(1))
            #expect(sent(steps) == ["ACK", "INVITE"])
        }
        let again = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"c\", stale=true"
        #expect(sent(call.received(try response(407, to: 3, sequence: 3, more: again), at: .seconds(2))) == ["ACK"])
        #expect(call.result?.outcome == .failed(407) && call.isClosed)
    }

    @Test mutating func `RFC 3261 § 8.1.3.3 responses that are not for this call change nothing`() throws {
        _ = call.start(at: .zero)
        #expect(call.received(try SIPArrival(datagram: written("SIP/2.0 200 OK")), at: .seconds(1)) == [])
        #expect(call.result == nil)
    }

    @Test mutating func `FAULT-10 an answer with our branch that contradicts itself counts neither way`() throws {
        let contradictions: [(SIPHeaderName, SIPArrival)] = [
            (.via, try response(200, to: 9)), (.sequence, try response(200, sequence: 7)),
            (.sequence, try response(200, method: "OPTIONS")), (.sequence, try response(200, method: "invite")),
            (.callID, try response(200, callID: "1@example.jp")), (.from, try response(200, from: "a")),
        ]
        for (name, arrival) in contradictions {
            call = try Self.call()
            _ = call.start(at: .zero)
            #expect(call.received(arrival, at: .seconds(1)) == [.tell(.unreadable(.invalid(name)))])
            #expect(call.result == nil)
            _ = rest()
            #expect(call.result?.outcome == .unreadable(.invalid(name)))
        }
    }

    @Test mutating func `FAULT-10 hops that stand behind ours are nobody's concern`() throws {
        _ = call.start(at: .zero)
        _ = call.received(try response(180, hops: ", SIP/2.0/UDP 192.0.2.7, nonsense"), at: .seconds(1))
        #expect(call.result?.outcome == .rang(180))
    }

    @Test mutating func `FAULT-1 what only a proxy says is no success`() throws {
        for status in [100, 181, 182, 199] {
            call = try Self.call()
            _ = call.start(at: .zero)
            _ = call.received(try response(status), at: .seconds(1))
            #expect(call.result == nil)
            _ = rest()
            #expect(call.result?.outcome == .timedOut)
        }
    }

    @Test mutating func `RFC 3261 § 18.1.1 an INVITE with a password fits into a datagram that no network cuts`() throws
    {
        call = try Self.call(credentials: SIPCredentials(user: "0312349999", password: "p"))
        _ = call.start(at: .zero)
        let nonce = String(repeating: "n", count: 64)
        let challenge =
            "WWW-Authenticate: Digest realm=\"sip.example.co.jp\", nonce=\"\(nonce)\", algorithm=SHA-256, qop=\"auth\""
        let steps = call.received(try response(401, more: challenge), at: .seconds(1))
        guard case .send(let invite) = steps.last(where: { if case .send = $0 { true } else { false } }) else { return }
        #expect(invite.count > 800 && invite.count <= 1300)
    }
}
