import Crypto
import Encodings
import SIP
import Testing

/// Calls to sipp, whose view of the conversation counts: it ends with an error when a message is not what its scenario
/// expects, or does not come.
@Suite(
    .serialized, .enabled(if: SippTelephone.isInstalled, "sip-tester is not installed"),
    .timeLimit(.minutes(Patience.minutes)))
struct SippTests {
    @Test(arguments: [CallOrigin.Transport.udp, .tcp])
    func `a call that is taken is acknowledged and ended`(_ transport: CallOrigin.Transport) async throws {
        let telephone = try await SippTelephone("answered", transport: transport == .udp ? "u1" : "t1")
        let site = try PlacerUnderTest(port: telephone.port, transport: transport)
        let result = try await site.call()
        #expect(result.outcome == .answered(200))
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
        #expect(telephone.received("INVITE") == 1)
    }

    @Test(arguments: [CallOrigin.Transport.udp, .tcp])
    func `a telephone that rings is left alone again`(_ transport: CallOrigin.Transport) async throws {
        let telephone = try await SippTelephone("ringing", transport: transport == .udp ? "u1" : "t1")
        let site = try PlacerUnderTest(port: telephone.port, transport: transport)
        #expect(try await site.call().outcome == .rang(180))
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.response(487, "Request Terminated")))
        #expect(site.events.contains(.closed))
    }

    /// T1 of the two tests whose clock stands still, and how long after each sending the next one is, in milliseconds.
    private static let t1 = 50
    private static let pauses = [50, 100, 200, 400, 800, 1600]

    @Test func `a telephone that rings and then goes dead is cancelled again and again, and given up`() async throws {
        let telephone = try await SippTelephone("ringing-silent")
        let clock = ManualClock()
        let site = try PlacerUnderTest(
            port: telephone.port, t1: .milliseconds(Self.t1), clock: clock.loopClock)
        #expect(try await site.call().outcome == .rang(180))
        for (count, pause) in Self.pauses.enumerated() {
            try await telephone.hasReceived(count + 1, "CANCEL")
            clock.advance(milliseconds: pause, site.loop)
        }
        try await telephone.hasReceived(7, "CANCEL")
        #expect(!site.events.contains(.closed))
        clock.advance(milliseconds: Self.t1, site.loop)
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
        #expect(telephone.received("CANCEL") == 7)
    }

    @Test(arguments: [
        ("486 Busy Here", TestCallOutcome.deviceAnswered(486)), ("600 Busy Everywhere", .deviceAnswered(600)),
        ("603 Decline", .deviceAnswered(603)), ("503 Service Unavailable", .failed(503)),
        ("404 Not Found", .failed(404)), ("408 Request Timeout", .failed(408)),
        ("480 Temporarily Unavailable", .failed(480)), ("302 Moved Temporarily", .failed(302)),
    ])
    func `a refusal is acknowledged, and is the outcome`(_ status: String, _ outcome: TestCallOutcome) async throws {
        let telephone = try await SippTelephone("refused", words: ["status": status])
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call().outcome == outcome)
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
    }

    @Test func `silence is a failure after 64 T1 and seven INVITEs`() async throws {
        let telephone = try await SippTelephone("silent")
        let clock = ManualClock()
        let site = try PlacerUnderTest(
            port: telephone.port, t1: .milliseconds(Self.t1), clock: clock.loopClock)
        async let called = site.call()
        for (count, pause) in Self.pauses.enumerated() {
            try await telephone.hasReceived(count + 1, "INVITE")
            clock.advance(milliseconds: pause, site.loop)
        }
        try await telephone.hasReceived(7, "INVITE")
        clock.advance(milliseconds: Self.t1, site.loop)
        let result = try await called
        #expect(result.outcome == .timedOut)
        #expect(result.inviteCount == 7)
        #expect(result.elapsed == .milliseconds(64 * Self.t1))
        #expect(telephone.received("INVITE") == 7)
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
    }

    @Test func `a proxy that only tries is cancelled when patience ends`() async throws {
        let telephone = try await SippTelephone("trying")
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call(patience: .milliseconds(300)).outcome == .timedOut)
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
    }

    private static let verification =
        "<verifyauth assign_to=\"isRight\" username=\"tester\" password=\"open sesame\"/>"

    /// What is asked, in which field, and how sipp checks the answer: it verifies those to a 401 by itself, of one to a
    /// 407 it can only be told what is right, which without qop is always the same.
    private static let challenges = [
        [
            "401 Unauthorized", "WWW-Authenticate: Digest realm=\"site\", nonce=\"abc\", algorithm=MD5, qop=\"auth\"",
            verification,
        ],
        ["401 Unauthorized", "WWW-Authenticate: Digest realm=\"site\", nonce=\"abc\", opaque=\"o\"", verification],
        [
            "407 Proxy Authentication Required", "Proxy-Authenticate: Digest realm=\"site\", nonce=\"abc\"",
            "<ereg regexp=\"\(answer)\" search_in=\"hdr\" header=\"Proxy-Authorization:\" assign_to=\"isRight\"/>",
        ],
    ]

    private static var answer: String {
        func hash(_ text: String) -> String { MD5.hash([UInt8](text.utf8)).map { Hex.encode($0) } ?? "" }
        let method = hash("INVITE:sip:0312340005@127.0.0.1;user=phone")
        return hash("\(hash("tester:site:open sesame")):abc:\(method)")
    }

    @Test(arguments: challenges)
    func `the password is shown when it is asked for, and is right`(_ challenge: [String]) async throws {
        let words = ["status": challenge[0], "challenge": challenge[1], "check": challenge[2]]
        let telephone = try await SippTelephone("challenge-once", words: words)
        let site = try PlacerUnderTest(
            port: telephone.port, credentials: SIPCredentials(user: "tester", password: "open sesame"))
        let result = try await site.call()
        #expect(result.outcome == .deviceAnswered(486))
        #expect(result.inviteCount == 2)
        #expect(await telephone.wasContent())
    }

    @Test(arguments: [challenges[0], challenges[2]])
    func `a password that is asked for again was wrong`(_ challenge: [String]) async throws {
        let words = ["status": challenge[0], "challenge": challenge[1]]
        let telephone = try await SippTelephone("challenge-twice", words: words)
        let site = try PlacerUnderTest(port: telephone.port, credentials: SIPCredentials(user: "a", password: "b"))
        #expect(try await site.call().outcome == .failed(Int(challenge[0].prefix(3)) ?? 0))
        #expect(await telephone.wasContent())
        #expect(telephone.received("INVITE") == 2)
    }

    @Test func `without a password a challenge is a failure`() async throws {
        let words = ["status": Self.challenges[0][0] + "\n" + Self.challenges[0][1]]
        let telephone = try await SippTelephone("refused", words: words)
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call().outcome == .failed(401))
        #expect(await telephone.wasContent())
    }

    @Test func `an answer that comes again is acknowledged again`() async throws {
        let telephone = try await SippTelephone("acknowledgement-lost")
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call().outcome == .answered(200))
        #expect(await telephone.wasContent())
        #expect(telephone.received("ACK") == 2)
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
    }

    @Test func `a call taken in the moment of its cancellation is ended`() async throws {
        let telephone = try await SippTelephone("late-answer")
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call().outcome == .rang(180))
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.ackAndByeSent))
        #expect(site.events.contains(.closed))
    }

    @Test func `a telephone that hangs up by itself is heard`() async throws {
        let telephone = try await SippTelephone("hangs-up")
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call().outcome == .answered(200))
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.byeReceived))
    }

    @Test func `FAULT-10 messages that cannot be read change nothing, and are told`() async throws {
        let telephone = try await SippTelephone("malformed")
        let site = try PlacerUnderTest(port: telephone.port)
        #expect(try await site.call().outcome == .failed(404))
        #expect(site.events.contains(.unreadable(.invalid(.sequence))))
        #expect(await telephone.wasContent())
    }
}
