import Testing
import Transport

@testable import SIP

/// Calls through Debian's Kamailio with the configuration that we give operators, which asks a redirect server of ours.
///
/// The line …0001 rings, …0002 is taken, …0003 is busy: what the caller hears tells where a call has gone.
@Suite(
    .serialized, .enabled(if: Kamailio.isInstalled, "kamailio is not installed"), .timeLimit(.minutes(Patience.minutes))
)
struct RedirectProxyTests {
    private func number(_ text: String) throws -> SIPNumber { try #require(SIPNumber(text)) }

    @Test func `CALL-2 a call is forwarded, hears busy or rings as the redirect server says`() async throws {
        let telephones = try TelephonesUnderTest()
        let exchange = try ExchangeUnderTest([
            TelephonesUnderTest.rings: .forward(try number(TelephonesUnderTest.busy)),
            TelephonesUnderTest.answers: .busy, "0312340005": .requestNumber, "0312340006": .refuse,
        ])
        let proxy = try await Kamailio(
            asking: exchange, lines: telephones.port, world: telephones.port)
        let site = try PlacerUnderTest(port: proxy.port)
        // Forwarded to a number that is busy, from one that would ring.
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .deviceAnswered(486))
        // Busy, although the telephone would be taken.
        #expect(try await site.call(TelephonesUnderTest.answers).outcome == .deviceAnswered(486))
        #expect(try await site.call("0312340005").outcome == .failed(433))
        #expect(try await site.call("0312340006").outcome == .deviceAnswered(603))
        // Not forwarded: the line is called, whatever it is.
        #expect(try await site.call(TelephonesUnderTest.busy).outcome == .deviceAnswered(486))
        #expect(try await site.call("0312340009").outcome == .failed(404))
        #expect(exchange.questions.first?.caller == .number(try number("0312349999")))
        await site.placer.stop(within: Patience.seconds)
    }

    @Test func `CALL-2 a destination of ours is asked about in its turn, and each forwarding is counted`() async throws
    {
        let telephones = try TelephonesUnderTest()
        let exchange = try ExchangeUnderTest([
            TelephonesUnderTest.rings: .forward(try number("0312340004")),
            "0312340004": .forward(try number(TelephonesUnderTest.busy)),
        ])
        let proxy = try await Kamailio(asking: exchange, lines: telephones.port, world: nil)
        let site = try PlacerUnderTest(port: proxy.port)
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .deviceAnswered(486))
        // Whoever is slow is asked again.
        var questions: [RedirectQuestion] = []
        for question in exchange.questions where !questions.contains(question) { questions.append(question) }
        #expect(
            questions.map(\.called.number?.text) == [TelephonesUnderTest.rings, "0312340004", TelephonesUnderTest.busy])
        #expect(questions.map(\.forwardings) == [0, 1, 2])
        #expect(questions.last.map { Set($0.passed.map(\.text)) } == [TelephonesUnderTest.rings, "0312340004"])
        await site.placer.stop(within: Patience.seconds)
    }

    @Test func `CALL-2 when the redirect server is dead the line rings`() async throws {
        let telephones = try TelephonesUnderTest()
        let exchange = try ExchangeUnderTest([TelephonesUnderTest.rings: .busy])
        let proxy = try await Kamailio(
            asking: exchange, lines: telephones.port, world: telephones.port, patience: 1_000)
        let site = try PlacerUnderTest(port: proxy.port)
        exchange.end()
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .rang(180))
        await site.placer.stop(within: Patience.seconds)
    }
}
