import Exchange
@testable import ExchangeSimulator
import SQLite
import Telephony
import TestSite
import Testing

/// オフィスリンククラウド接続機能 at the simulated exchange (LINK-1).
@Suite struct ExchangeOfficeLinkTests {
    private func order(_ number: Int, _ house: ExchangeHouse, channels: Int?) throws -> WorkOrder {
        let opening = try house.order(number)
        return WorkOrder(
            number: opening.number, contract: opening.contract, kind: .change, channels: 10,
            officeLinkChannels: channels)
    }

    @Test func `LINK-1 it comes once, stays where other orders change the contract, and goes once`() async throws {
        let house = try ExchangeHouse()
        let code = try house.order().contract
        try await house.exchange.take(try house.order())
        try await house.pass(61)
        let steps: [(channels: Int?, event: WorkEvent, are: Int)] = [
            (0, .failed(.missing), 0), (100, .completed, 100), (100, .failed(.taken), 100), (nil, .completed, 100),
            (0, .completed, 0),
        ]
        for (number, step) in steps.enumerated() {
            try await house.exchange.take(try order(number + 2, house, channels: step.channels))
            try await house.pass(61)
            #expect(try await house.events().last == step.event, "\(number)")
            #expect(try house.register().contracts[code]?.officeLinkChannels == step.are, "\(number)")
        }
    }
}
