import SIP
import TestPrograms
import Testing

/// Test calls to telephones of our own, over the loopback network.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct TelephonesTests {
    @Test(arguments: [
        (TelephonesUnderTest.rings, TestCallOutcome.rang(180)), (TelephonesUnderTest.answers, .rang(180)),
        (TelephonesUnderTest.busy, .deviceAnswered(486)), ("0312349999", .failed(404)),
    ])
    func `each does what it is for, and every call is closed`(_ number: String, _ outcome: TestCallOutcome) async throws
    {
        let telephones = try TelephonesUnderTest()
        let site = try PlacerUnderTest(port: telephones.port)
        #expect(try await site.call(number).outcome == outcome)
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.contains(.closed))
    }

    @Test func `FAULT-1 pulling the plug makes calls fail, putting it in makes them succeed`() async throws {
        let telephones = try TelephonesUnderTest()
        let site = try PlacerUnderTest(port: telephones.port)
        let number = try #require(SIPNumber(TelephonesUnderTest.rings))
        #expect(telephones.telephones.isPlugged(number))
        telephones.telephones.plug(number, false)
        #expect(!telephones.telephones.isPlugged(number))
        let result = try await site.call(TelephonesUnderTest.rings, patience: .milliseconds(100))
        #expect(result.outcome == .timedOut)
        telephones.telephones.plug(number, true)
        #expect(try await site.call(TelephonesUnderTest.rings).outcome == .rang(180))
    }

    @Test func `a port that nobody has is told by the network, and is a failure`() async throws {
        let site = try PlacerUnderTest(port: LocalPort.free())
        let result = try await site.call()
        guard case .transportError = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(!result.outcome.hasReachedDevice)
    }

    @Test func `many calls share one socket`() async throws {
        let telephones = try TelephonesUnderTest()
        let site = try PlacerUnderTest(port: telephones.port)
        let numbers = [TelephonesUnderTest.rings, TelephonesUnderTest.answers, TelephonesUnderTest.busy]
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<150 {
                group.addTask { try await site.call(numbers[index % 3]).outcome.hasReachedDevice }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 150)
        await site.placer.stop(within: Patience.seconds)
        #expect(site.events.count { $0 == .closed } == 150)
    }
}
