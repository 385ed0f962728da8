import Exchange
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

/// What the operator is told of one order.
@Suite struct OrderReportTests {
    private func report(_ number: OrderNumber, _ house: OrderHouse) throws -> OrderReport? {
        try house.database.read { try OrderReport(number, OrderHouse.services, $0) }
    }

    @Test func `OHIST-2 all of an order is told by its number, before the exchange has it and after its end`()
        async throws
    {
        let house = try OrderHouse()
        let number = try await house.submit(extensions: 4)
        let before = try #require(try report(number, house))
        #expect(before.work?.lines.count == 4 && before.order.state == .acknowledged && !before.isHandedOver)
        #expect(before.details == (try OrderHouse.details()))
        #expect(Set(before.consents) == Set(house.consents()))
        #expect(before.fees?.lines.isEmpty == false && before.history.count == 1)
        try await house.pass(100)
        let after = try #require(try report(number, house))
        #expect(after.order.state == .completed && after.isHandedOver && after.setAside == nil)
        #expect(after.history.count > before.history.count && after.work == before.work)
    }

    @Test func `OHIST-2 numbers from other carriers are told with where each stands`() async throws {
        let voice = try await VoiceHouse()
        let base = try VoiceHouse.number("0312345000")
        let line = PortLine(number: try VoiceHouse.number("0398760001"), carrier: "NTT", kind: .hikari)
        let order = try await voice.submit(
            .dated, [.port(line, beside: base, leavesOthers: false)], begins: .november(26, 9) + .days(14))
        try await voice.house.pass(20)
        let report = try #require(try report(order, voice.house))
        #expect(report.ports.map(\.state) == [.confirming])
        #expect(report.work?.numbers.map(\.donor?.carrier) == ["NTT"])
    }

    @Test func `OHIST-2 of a number that no order has nothing is told`() throws {
        #expect(try report(try #require(OrderNumber("200000000001")), try OrderHouse()) == nil)
    }
}
