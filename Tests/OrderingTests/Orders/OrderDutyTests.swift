import Exchange
@testable import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Many orders at once: nothing waits for its turn longer than one run, and one that cannot be heard holds up no other.
@Suite struct OrderDutyTests {
    /// What came of all orders, in their order.
    private func states(_ house: OrderHouse) throws -> [OrderState] {
        try house.database.read { try OrderStore.all(in: nil, $0) }.reversed().map(\.state)
    }

    @Test func `EXCH-4 however many orders are due, one run takes, begins and ends all of them`() async throws {
        let house = try OrderHouse()
        for _ in 0..<130 { try await house.submit(extensions: 1) }
        try await house.duty.run(house.services)
        try await house.exchange.work()
        try await house.duty.run(house.services)
        #expect(try states(house) == [OrderState](repeating: .inProgress, count: 130))
        house.clock.advance(.minutes(5))
        try await house.exchange.work()
        try await house.duty.run(house.services)
        #expect(try states(house) == [OrderState](repeating: .completed, count: 130))
        #expect(try house.writtenMails().count { $0.hasPrefix("order.completed") } == 260)
        #expect(try house.differences().isEmpty)
    }

    /// Smart PBX that cannot build one order.
    private struct Broken: ServiceOrders {
        struct Fault: Error {}

        let whole = SmartPBXOrders()
        let order: OrderNumber

        var service: OrderedService { whole.service }

        func work(of order: Order, _ database: Connection) throws -> WorkOrder { try whole.work(of: order, database) }
        func drop(_ order: Order, at now: Moment, _ database: Connection) throws {}
        func register(_ database: Connection) throws -> [ContractCode: RegisteredContract] { [:] }
        func apply(_ order: Order, at now: Moment, _ database: Connection) throws {
            try whole.apply(order, at: now, database)
            if order.number == self.order { throw Fault() }
        }
    }

    @Test func `ORD-9 what cannot be applied is not applied by half, and holds up no other order`() async throws {
        let house = try OrderHouse()
        var numbers: [OrderNumber] = []
        for _ in 0..<14 { numbers.append(try await house.submit(extensions: 1)) }
        try await house.duty.run(house.services)
        try await house.exchange.work()
        try await house.duty.run(house.services)
        house.clock.advance(.minutes(5))
        try await house.exchange.work()
        let broken = OrderDuty(
            house.exchange, OrderingClock { house.clock.now },
            OrderHearing(
                [Broken(order: numbers[12])], OrderHouse.policy, mails: house.mails,
                trueTime: { house.clock.now }))
        for _ in 0..<2 {
            try await broken.run(house.services)
            let ended = [OrderState](repeating: .completed, count: 12)
            #expect(try states(house) == ended + [.inProgress, .completed])
        }
        #expect(try house.differences() == [.reportSetAside(numbers[12], "Fault()")])
        #expect(try house.database.read(HealthStore.notices).map(\.name) == ["order reports"])
        #expect(try house.mailText("operator.orders").contains(numbers[12].text))
        #expect(try house.writtenMails().count { $0.hasPrefix("operator.orders") } == 1, "told once")
        // Once it is mended it goes on by itself.
        try await house.duty.run(house.services)
        #expect(try house.database.read(HealthStore.notices).isEmpty)
        #expect(try house.differences().isEmpty)
        #expect(try states(house) == [OrderState](repeating: .completed, count: 14))
        #expect(try house.writtenMails().count { $0.hasPrefix("order.completed") } == 28)
    }
}
