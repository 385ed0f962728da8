import Exchange
@testable import ExchangeSimulator
import SQLite
import Telephony
import TestSite
import Testing

/// Telephone numbers at the simulated exchange: connected, ended, changed, and brought from other carriers (EXCH-4, 5, 8).
struct ExchangeTelephoneNumberTests {
    private let house: ExchangeHouse
    private let contract: ContractCode
    private let base: PhoneNumber

    init() async throws {
        house = try ExchangeHouse()
        let code = try #require(ContractCode("N200000001"))
        let number = try #require(PhoneNumber("0312345000"))
        (contract, base) = (code, number)
        try await house.database.write { database in
            try ExchangeRegisterStore.add(RegisteredContract(numbers: [number: .none]), code, database)
        }
    }

    private func order(_ number: Int, _ numbers: [WorkNumber], begins: Moment? = nil) throws -> WorkOrder {
        WorkOrder(
            number: try house.order(number).number, contract: contract, kind: .change, numbers: numbers, begins: begins)
    }

    private func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits)) }

    private var connected: Set<PhoneNumber> {
        get throws { Set(try house.register().contracts[contract]?.numbers.keys.map { $0 } ?? []) }
    }

    @Test func `EXCH-4 numbers are connected, changed and ended, and the register says so`() async throws {
        let (one, other) = (try number("0312345001"), try number("0312345002"))
        try await house.exchange.take(order(1, [WorkNumber(one, .connect), WorkNumber(other, .connect)]))
        try await house.pass(61)
        #expect(try await house.events() == [.begun, .completed])
        #expect(try connected == [base, one, other])
        let features = NumberFeatures(rejectsAnonymous: true)
        try await house.exchange.take(
            order(2, [WorkNumber(one, .disconnect), WorkNumber(other, .adapt, features: features)]))
        try await house.pass(61)
        #expect(try house.register().contracts[contract]?.numbers == [base: .none, other: features])
    }

    @Test func `EXCH-5 a number that somebody has is refused, and one that is not the contract's`() async throws {
        try await house.exchange.take(order(1, [WorkNumber(base, .connect)]))
        try await house.exchange.take(order(2, [WorkNumber(number("0312345009"), .disconnect)]))
        try await house.pass(1)
        #expect(try await house.events() == [.failed(.taken), .failed(.missing)])
        #expect(try connected == [base])
    }

    @Test func `EXCH-5 the demonstration's endings are of extensions: telephone numbers are given by the thousand`()
        async throws
    {
        let house = try ExchangeHouse(.demo)
        let code = contract
        try await house.database.write { try ExchangeRegisterStore.add(RegisteredContract(), code, $0) }
        try await house.exchange.take(
            order(1, [WorkNumber(number("0312345404"), .connect), WorkNumber(number("0312345500"), .connect)]))
        try await house.pass(21)
        #expect(try await house.events() == [.begun, .completed])
    }

    @Test func `EXCH-5 an order that breaks off leaves no number connected`() async throws {
        try await house.exchange.take(
            order(1, [WorkNumber(number("0312345001"), .connect), WorkNumber(number("0312345002"), .connect)]))
        try await house.pass(1)
        #expect(try house.database.read { try ExchangeNumberStore.count($0) } == 2)
        try await house.set(.fail)
        try await house.pass(61)
        #expect(try await house.events() == [.begun, .failed(.equipment)])
        #expect(try house.database.read { try ExchangeNumberStore.count($0) } == 1)
    }

    private func donate(_ digits: String, holder: String = "見本商事株式会社", hasOthers: Bool = false) async throws {
        let donor = SimulatedDonor(
            number: try number(digits), carrier: "NTT東日本", holder: holder, address: "東京都千代田区1-1",
            hasOthers: hasOthers)
        try await house.database.write { try ExchangeNumberStore.set(donor, $0) }
    }

    private func ported(_ digits: String, holder: String = "見本商事株式会社") throws -> WorkNumber {
        WorkNumber(
            try number(digits), .port,
            donor: WorkDonor(carrier: "NTT東日本", holder: holder, address: "東京都千代田区 1-1", leavesOthers: false))
    }

    @Test func `PORT-3 one number is refused for 名義相違, corrected, and all are done`() async throws {
        let (one, other) = (try number("0398760001"), try number("0398760002"))
        try await donate("0398760001")
        try await donate("0398760002", holder: "株式会社見本")
        let begins = house.clock.now + .days(2)
        let order = try order(1, [ported("0398760001"), ported("0398760002")], begins: begins)
        try await house.exchange.take(order)
        house.clock.advance(.days(1))
        try await house.pass(1)
        #expect(
            try await house.events() == [
                .planned, .port(one, .confirming), .port(other, .confirming), .port(one, .dated(begins)),
                .port(other, .refused(.holder)),
            ])
        let again = WorkAmendment(
            order: order.number, sequence: 1, numbers: [try ported("0398760002", holder: "株式会社見本")])
        try await house.exchange.amend(again)
        try await house.exchange.amend(again)
        house.clock.advance(.days(1) - .seconds(1))
        try await house.pass(90)
        #expect(
            try await house.events().suffix(8) == [
                .port(other, .confirming), .port(other, .dated(house.clock.now - .seconds(89))), .begun,
                .port(one, .switching), .port(other, .switching), .port(one, .done), .port(other, .done), .completed,
            ])
        #expect(try connected == [base, one, other])
    }

    @Test func `PORT-3 a number that was not mended in time stays behind, the others come`() async throws {
        let (one, other) = (try number("0398760001"), try number("0398760003"))
        try await donate("0398760001")
        try await house.exchange.take(
            order(1, [ported("0398760001"), ported("0398760003")], begins: house.clock.now + .days(2)))
        house.clock.advance(.days(2))
        try await house.pass(62)
        let events = try await house.events()
        #expect(events.contains(.port(other, .refused(.notInUse))))
        #expect(events.suffix(3) == [.port(one, .done), .port(other, .cancelled), .completedPartly])
        #expect(try connected == [base, one])
    }

    @Test func `ORD-11 an order's day can be moved while it waits`() async throws {
        let order = try order(
            1, [WorkNumber(number("0312345001"), .connect)], begins: house.clock.now + .days(1))
        try await house.exchange.take(order)
        let amendment = WorkAmendment(order: order.number, sequence: 1, begins: house.clock.now + .days(3))
        try await house.exchange.amend(amendment)
        house.clock.advance(.days(2))
        try await house.pass(1)
        #expect(try await house.events() == [.planned])
        house.clock.advance(.days(1))
        try await house.pass(62)
        #expect(try await house.events() == [.planned, .begun, .completed])
    }
}
