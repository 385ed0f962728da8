import SIP
import TestPrograms
import Testing

/// Calls through a real proxy to telephones of our own: what FAULT-1 must not be deceived by.
@Suite(
    .serialized, .enabled(if: Kamailio.isInstalled, "kamailio is not installed"), .timeLimit(.minutes(Patience.minutes))
)
struct ProxyTests {
    @Test(arguments: [CallOrigin.Transport.udp, .tcp])
    func `FAULT-1 a living line behind a proxy is a success`(_ transport: CallOrigin.Transport) async throws {
        let telephones = try TelephonesUnderTest()
        let proxy = try await Kamailio(alive: telephones.port)
        let site = try PlacerUnderTest(port: proxy.port, transport: transport)
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .rang(180))
        // Taken at once: which of its two answers comes first through the proxy is not ours to say.
        #expect(try await site.call(TelephonesUnderTest.answers).outcome.hasReachedDevice)
        #expect(try await site.call(TelephonesUnderTest.busy).outcome == .deviceAnswered(486))
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.count { $0 == .closed } == 3)
        // The proxy has passed the CANCEL on, or the call that was taken before it came was ended.
        #expect(site.events.contains(.response(487, "Request Terminated")))
        #expect(site.events.contains(.response(100, "trying -- your call is important to us")))
    }

    @Test(arguments: [CallOrigin.Transport.udp, .tcp])
    func `FAULT-1 a dead line behind a living proxy is a failure`(_ transport: CallOrigin.Transport) async throws {
        let telephones = try TelephonesUnderTest()
        let proxy = try await Kamailio(alive: telephones.port, dead: LocalPort.free(), patience: 600)
        let site = try PlacerUnderTest(port: proxy.port, transport: transport)
        // Nobody at the line's port; the line silent; no such line.
        #expect(try await !site.call("0312341001").outcome.hasReachedDevice)
        try telephones.plug(TelephonesUnderTest.rings, false)
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .failed(408))
        #expect(try await site.call("0399999999").outcome == .failed(404))
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.count { $0 == .closed } == 3)
    }

    @Test func `FAULT-1 a line that is silent longer than our patience is a failure while the proxy still tries`()
        async throws
    {
        let telephones = try TelephonesUnderTest()
        let proxy = try await Kamailio(alive: telephones.port)
        let site = try PlacerUnderTest(port: proxy.port)
        try telephones.plug(TelephonesUnderTest.rings, false)
        let result = try await site.call(TelephonesUnderTest.rings, patience: .milliseconds(200))
        #expect(result.outcome == .timedOut)
        try telephones.plug(TelephonesUnderTest.rings, true)
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .rang(180))
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.count { $0 == .closed } == 2)
    }

    @Test(arguments: [nil, "SHA-256"])
    func `RFC 8760 the proxy accepts the password in either form`(_ algorithm: String?) async throws {
        let telephones = try TelephonesUnderTest()
        let proxy = try await Kamailio(alive: telephones.port, algorithm: algorithm)
        for (password, outcome) in [
            ("open sesame", TestCallOutcome.deviceAnswered(486)), ("close sesame", .failed(407)),
        ] {
            let site = try PlacerUnderTest(
                port: proxy.port, credentials: SIPCredentials(user: "tester", password: password))
            let result = try await site.call(TelephonesUnderTest.busy, from: "0312349998")
            #expect(result.outcome == outcome && result.inviteCount == 2)
        }
    }

    @Test func `RFC 3261 § 12.2.1.1 a call that was taken is ended through the proxy that stayed in its way`()
        async throws
    {
        let telephone = try await SippTelephone("answered")
        let proxy = try await Kamailio(alive: telephone.port)
        let site = try PlacerUnderTest(port: proxy.port)
        #expect(try await site.call(TelephonesUnderTest.answers).outcome == .answered(200))
        #expect(await telephone.wasContent())
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
        #expect(telephone.received("BYE") == 1)
    }
}
