import Exchange
@testable import ExchangeInterface
import Foundation
import HTTP
import Telephony
import TestSite
import Testing

/// What a program behind the door reads and says.
@Suite struct ProgramStatementTests {
    private let at = Moment(milliseconds: 1_764_000_000_000)

    @Test func `EXCH-2 what a program reads of an order is what was handed over`() throws {
        let donor = WorkDonor(carrier: "NTT東日本", holder: "見本商事", address: "千代田区1-1", leavesOthers: true)
        let (one, two) = (try OpenExchangeHouse.phone("0312345001"), try OpenExchangeHouse.phone("0398760001"))
        let features = NumberFeatures(
            messageBox: true, rejectsAnonymous: true, rejectsNuisance: true, shownNumber: one, forwardNumber: two)
        let order = WorkOrder(
            number: try OpenExchangeHouse.number(7), contract: try #require(ContractCode("N100000001")), kind: .change,
            lines: DeviceKind.allCases.enumerated().map { WorkLine(digits: "2220\($0)", device: $1) },
            gone: ["22211", "22212"], renamed: [WorkRename(from: "22213", to: "22214")], channels: 20,
            numbers: [
                WorkNumber(one, .connect, features: features), WorkNumber(two, .port, donor: donor),
                WorkNumber(try OpenExchangeHouse.phone("0312345003"), .disconnect),
                WorkNumber(try OpenExchangeHouse.phone("0312345004"), .adapt, features: features),
            ], begins: at, equipment: at + .days(3))
        let amendment = OpenOrder.Amendment(sequence: 1, begins: at + .days(1), numbers: [two])
        let told = ProductOrder(OpenOrder(order, takenAt: at, amendments: [amendment]))
        let read = try JSONDecoder().decode(ProductOrder.self, from: JSONEncoder().encode(told))
        #expect(read.work == order)
        #expect(
            read.amendments(of: order) == [
                WorkAmendment(
                    order: order.number, sequence: 1, begins: at + .days(1), numbers: [order.numbers[1]])
            ])
        for kind in [WorkOrder.Kind.open, .close] {
            let plain = WorkOrder(number: order.number, contract: order.contract, kind: kind)
            #expect(ProductOrder(OpenOrder(plain, takenAt: at)).work == plain)
        }
    }

    @Test(arguments: ["Extension", "Contract", "TelephoneNumber"])
    func `EXCH-2 an order with a product that is not known is not half understood`(type: String) throws {
        let order = WorkOrder(
            number: try OpenExchangeHouse.number(7), contract: try #require(ContractCode("N100000001")), kind: .change,
            lines: [WorkLine(digits: "22201", device: .desk)],
            numbers: [WorkNumber(try OpenExchangeHouse.phone("0312345001"), .connect)])
        let encoded = try JSONEncoder().encode(ProductOrder(OpenOrder(order, takenAt: at)))
        let text = String(decoding: encoded, as: UTF8.self).replacing(#""\#(type)""#, with: #""Satellite""#)
        let read = try JSONDecoder().decode(ProductOrder.self, from: Data(text.utf8))
        #expect((read.work == nil) == (type != "Contract"))
    }

    @Test func `EXCH-2 steps of numbers that stand side by side are said at once, each number once and in their order`()
        throws
    {
        let (first, second) = (try OpenExchangeHouse.number(1), try OpenExchangeHouse.number(2))
        let (one, two) = (try OpenExchangeHouse.phone("0398760001"), try OpenExchangeHouse.phone("0398760002"))
        let events: [(OrderNumber, WorkEvent)] = [
            (first, .begun), (first, .port(one, .switching)), (first, .port(two, .switching)),
            (first, .port(one, .done)), (first, .port(two, .done)), (second, .port(two, .confirming)),
            (first, .completed),
        ]
        let reports = events.enumerated().map { place, event in
            WorkReport(sequence: place + 1, order: event.0, event: event.1, at: at, isSimulated: true)
        }
        let statements = ProgramStatement.statements(of: reports)
        #expect(statements.map(\.reports.count) == [1, 2, 2, 1, 1])
        #expect(statements.flatMap(\.reports) == reports)
        #expect(
            String(decoding: statements[1].body, as: UTF8.self)
                == #"{"productOrderItem":[{"id":"number-0398760001","state":"switching"},"#
                + #"{"id":"number-0398760002","state":"switching"}],"simulated":true}"#)
    }

    @Test func `EXCH-2 whatever an exchange can report is a body that the door takes`() async throws {
        let house = try OpenExchangeHouse()
        try await house.takeNumbers()
        let number = try OpenExchangeHouse.number(1)
        let (one, two) = (try OpenExchangeHouse.phone("0398760001"), try OpenExchangeHouse.phone("0398760002"))
        let way: [WorkEvent] = [
            .planned, .port(one, .confirming), .port(two, .confirming), .port(one, .dated(house.clock.now)),
            .port(two, .refused(.holder)), .begun, .port(one, .switching), .port(one, .done), .port(two, .cancelled),
            .completedPartly,
        ]
        for (place, event) in way.enumerated() {
            let report = WorkReport(
                sequence: place + 1, order: number, event: event, at: house.clock.now, isSimulated: true)
            let statement = ProgramStatement(order: number, reports: [report])
            #expect(statement.method == "PATCH")
            let reply = await house.send(.patch, statement.path, String(decoding: statement.body, as: UTF8.self))
            #expect(reply.status == 200, "\(event): \(reply.text)")
        }
        let told = try await house.exchange.reports(after: 0, limit: 100)
        #expect(told.map(\.event) == way && told.allSatisfy(\.isSimulated))
        try await house.take(2)
        let other = try OpenExchangeHouse.number(2)
        try await house.exchange.askToCancel(other)
        let granted = WorkReport(
            sequence: 99, order: other, event: .cancellationGranted, at: house.clock.now, isSimulated: true)
        let answer = ProgramStatement(order: other, reports: [granted])
        #expect(answer.method == "POST")
        let reply = await house.send(.post, answer.path, String(decoding: answer.body, as: UTF8.self))
        #expect(reply.status == 200, "\(reply.text)")
        #expect(try await house.events().last == .cancellationGranted)
    }
}
