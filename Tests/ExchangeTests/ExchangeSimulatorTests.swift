import Exchange
@testable import ExchangeSimulator
import Telephony
import TestSite
import Testing

@Suite struct ExchangeSimulatorTests {
    @Test func `EXCH-4 an order is begun, takes its time, and stands in the register`() async throws {
        let house = try ExchangeHouse()
        let order = try house.order()
        try await house.exchange.take(order)
        try await house.pass(1)
        #expect(try await house.events() == [.begun])
        try await house.pass(59)
        #expect(try await house.events() == [.begun])
        try await house.pass(1)
        #expect(try await house.events() == [.begun, .completed])
        let lines: [String: DeviceKind] = ["22201": .smartphone, "22202": .smartphone, "22203": .smartphone]
        #expect(try house.register().contracts == [order.contract: RegisteredContract(channels: 10, lines: lines)])
        #expect(try await house.exchange.reports(after: 1, limit: 9).map(\.sequence) == [2])
        #expect(try await house.exchange.reports(after: 0, limit: 9).allSatisfy(\.isSimulated))
    }

    @Test func `EXCH-4 work takes 60 to 300 seconds, as the dice say`() {
        let policy = SimulatorPolicy()
        #expect(policy.time([0, 0, 0, 0, 0, 0, 0, 0]) == .seconds(60))
        #expect(policy.time([0, 0, 0, 0, 0, 3, 0xA9, 0x80]) == .seconds(300))
        let drawn = (0..<1_000).map { policy.time([0, 0, 0, 0, UInt8($0 % 256), UInt8($0 / 4), 7, 1]) }
        #expect(drawn.allSatisfy { $0 >= .seconds(60) && $0 <= .seconds(300) } && Set(drawn).count > 900)
    }

    @Test func `EXCH-6 what is handed over twice is carried out once`() async throws {
        let house = try ExchangeHouse()
        try await house.exchange.take(try house.order())
        try await house.exchange.take(try house.order())
        try await house.pass(100)
        try await house.exchange.take(try house.order())
        try await house.pass(100)
        #expect(try await house.events() == [.begun, .completed])
    }

    @Test func `EXCH-5 it breaks off, restores itself, and says so then`() async throws {
        let house = try ExchangeHouse()
        try await house.set(.fail)
        try await house.exchange.take(try house.order())
        try await house.pass(1)
        #expect(try house.lineCount() == 2, "it is in the middle of it")
        try await house.pass(60)
        #expect(try await house.events() == [.begun, .failed(.equipment)])
        #expect(try house.lineCount() == 0 && house.register().contracts.isEmpty)
        // The same may be ordered again.
        try await house.set(.up)
        try await house.exchange.take(try house.order(2))
        try await house.pass(61)
        #expect(try await house.events().last == .completed)
    }

    @Test func `EXCH-5 it refuses, is slow, is down, until the operator says otherwise`() async throws {
        let house = try ExchangeHouse()
        try await house.set(.refuse)
        try await house.exchange.take(try house.order())
        try await house.pass(1)
        #expect(try await house.events() == [.failed(.noRoom)])

        try await house.set(.slow)
        try await house.exchange.take(try house.order(2))
        try await house.pass(1_199)
        #expect(try await house.events().count == 2)
        try await house.pass(2)
        #expect(try await house.events().last == .completed)

        try await house.exchange.take(try house.order(3, contract: 3))
        try await house.set(.down)
        try await house.pass(100)
        await #expect(throws: ExchangeUnreachable.self) {
            try await house.exchange.take(try house.order(4, contract: 4))
        }
        await #expect(throws: ExchangeUnreachable.self) { try await house.events() }
        try await house.set(.up)
        try await house.pass(61)
        #expect(try await house.events().count == 5, "an order that it had is not lost")
    }

    @Test func `EXCH-5 a cancellation is granted only before work has begun`() async throws {
        let house = try ExchangeHouse()
        let (early, late) = (try house.order(1), try house.order(2, contract: 2))
        try await house.exchange.take(early)
        try await house.exchange.askToCancel(early.number)
        try await house.exchange.take(late)
        try await house.pass(1)
        try await house.exchange.askToCancel(late.number)
        #expect(try await house.events() == [.cancellationGranted, .begun, .cancellationRefused])
        // One that comes later than the wish to cancel it.
        let crossed = try house.order(3, contract: 3)
        try await house.exchange.askToCancel(crossed.number)
        try await house.exchange.take(crossed)
        try await house.pass(100)
        #expect(try house.register().contracts.keys.map(\.text) == ["N000000002"])
    }

    @Test func `EXCH-4 it judges orders by itself`() async throws {
        let house = try ExchangeHouse()
        let unsound = [
            [], ["22201", "22201x"], ["22201", "2220"], ["22"], (0..<1_501).map { "\(20_000 + $0)" },
        ]
        for (index, lines) in unsound.enumerated() {
            try await house.exchange.take(try house.order(index + 1, contract: index + 1, lines: lines))
        }
        try await house.pass(1)
        #expect(try await house.events() == unsound.map { _ in .failed(.malformed) })
        // A contract that is there already.
        try await house.exchange.take(try house.order(8, contract: 8))
        try await house.exchange.take(try house.order(9, contract: 8))
        try await house.pass(100)
        #expect(try await house.events().suffix(3) == [.begun, .failed(.taken), .completed])
    }

    @Test func `EXCH-5 named numbers fail in the demonstration, and in none else`() async throws {
        let house = try ExchangeHouse(.demo)
        try await house.exchange.take(try house.order(1, contract: 1, lines: ["22201", "22404"]))
        try await house.exchange.take(try house.order(2, contract: 2, lines: ["22201", "22500"]))
        try await house.pass(6)
        #expect(try await house.events() == [.failed(.taken), .begun, .failed(.equipment)])
        let serving = try ExchangeHouse()
        try await serving.exchange.take(try serving.order(1, lines: ["22404", "22500"]))
        try await serving.pass(61)
        #expect(try await serving.events().last == .completed)
    }
}
