import Exchange
@testable import ExchangeSimulator
import Foundation
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

    @Test func `EXCH-4 what it took and registered before it knew of the feature is read on`() async throws {
        let path = NSTemporaryDirectory() + "hikari-exchange-\(UUID().uuidString).sqlite"
        defer { for ending in ["", "-wal", "-shm"] { unlink(path + ending) } }
        let order = try ExchangeHouse().order()
        let before = try Database(path: path, migrationLists: [ExchangeSimulatorMigrations.all.dropLast()])
        try before.writeAndWait { database in
            try database.run("INSERT INTO exchange_contract (code, channels) VALUES (?1, 10)", order.contract)
            try database.run(
                "INSERT INTO exchange_line (contract, digits, device) VALUES (?1, '22201', 'smartphone')",
                order.contract)
            try database.run(
                """
                INSERT INTO exchange_order (number, contract, kind, channels, state, taken_at, begins_at)
                VALUES (?1, ?2, 'change', 20, 'taken', 0, 0)
                """, order.number, order.contract)
        }
        before.close()
        let database = try Database(path: path, migrationLists: [ExchangeSimulatorMigrations.all])
        defer { database.close() }
        let clock = TestClock()
        let exchange = ExchangeSimulator(
            database, now: { clock.now }, random: { [UInt8](repeating: 0, count: $0) })
        for _ in 0..<2 {
            try await exchange.work()
            clock.advance(.seconds(100))
        }
        let registered = try database.read { try ExchangeRegisterStore.register(heard: 0, $0) }.contracts[
            order.contract]
        #expect(registered == RegisteredContract(channels: 20, lines: ["22201": .smartphone]))
    }
}
