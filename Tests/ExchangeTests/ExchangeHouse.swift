import Exchange
@testable import ExchangeSimulator
import Foundation
import SQLite
import Telephony
import TestSite
import Testing

/// A simulated exchange over a database of its own, with a clock and dice of the test's.
final class ExchangeHouse: Sendable {
    let database: Database
    let exchange: ExchangeSimulator
    let clock = TestClock()
    private let path: String

    /// - Parameter dice: what each of eight bytes shows.
    init(_ policy: SimulatorPolicy = SimulatorPolicy(), dice: UInt8 = 0) throws {
        path = NSTemporaryDirectory() + "hikari-exchange-\(UUID().uuidString).sqlite"
        database = try Database(path: path, migrationLists: [ExchangeSimulatorMigrations.all])
        let clock = clock
        exchange = ExchangeSimulator(
            database, policy, now: { clock.now }, random: { [UInt8](repeating: dice, count: $0) })
    }

    deinit {
        database.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    func order(_ number: Int = 1, contract: Int = 1, lines: [String] = ["22201", "22202", "22203"]) throws -> WorkOrder
    {
        WorkOrder(
            number: try #require(OrderNumber("2" + String(format: "%011d", number))),
            contract: try #require(ContractCode("N" + String(format: "%09d", contract))), kind: .open,
            lines: lines.map { WorkLine(digits: $0, device: .smartphone) }, channels: 10)
    }

    func set(_ mode: ExchangeMode) async throws { try await database.write { try ExchangeReportStore.set(mode, $0) } }

    func events() async throws -> [WorkEvent] {
        try await exchange.reports(after: 0, limit: 1000).map(\.event)
    }

    func register() throws -> ExchangeRegister {
        try database.read { try ExchangeRegisterStore.register(heard: 0, $0) }
    }

    func lineCount() throws -> Int { try database.read { try ExchangeRegisterStore.tally($0).lines } }

    /// Time passes, a second at a time, and the exchange works.
    func pass(_ seconds: Int) async throws {
        for _ in 0..<seconds {
            clock.advance(.seconds(1))
            try await exchange.work()
        }
    }
}
