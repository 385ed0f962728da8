import Exchange
import ExchangeInterface
@testable import ExchangeSimulator
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// The same orders through both exchanges: what the site makes of them is the same (EXCH-1).
@Suite struct OpenExchangeWayTests {
    /// What the site has of an order in the end, but for the hours.
    private struct Outcome: Equatable {
        let state: OrderState
        let history: [String]
        let mails: [String]
        let numbers: [PortedNumber.State]
    }

    /// A program of a real exchange, beside the site's duty.
    private struct Program {
        let house: OrderHouse
        let duty: OrderDuty
        let router: Router
        private static let token = String(repeating: "0123456789abcdef", count: 2)

        init(_ house: OrderHouse) {
            self.house = house
            let clock = house.clock
            let exchange = OpenExchange(house.database, now: { clock.now }, pause: { _ in })
            duty = OrderDuty(
                exchange, OrderingClock { clock.now },
                OrderHearing(OrderHouse.services, OrderHouse.policy, mails: house.mails, trueTime: { clock.now }))
            let interface = ExchangeInterface(
                exchange, token: OperatorToken(Self.token), log: house.services.log)
            router = Router(routes: interface.routes)
        }

        func say(_ body: String, of order: OrderNumber) async throws {
            house.clock.advance(.seconds(10))
            try await duty.run(house.services)
            let fields = [("Authorization", "Bearer \(Self.token)"), ("Content-Type", "application/json")]
            let list = await router.respond(
                to: Request(path: "/productOrder/\(order)", fields: [fields[0]]))
            #expect(list.status == .ok)
            let reply = await router.respond(
                to: Request(method: .patch, path: "/productOrder/\(order)", fields: fields, body: Array(body.utf8)))
            #expect(reply.status == .ok, "\(body): \(String(decoding: reply.body, as: UTF8.self))")
            try await duty.run(house.services)
        }

        func say(_ states: [String], of order: OrderNumber) async throws {
            for state in states { try await say(#"{"state":"\#(state)"}"#, of: order) }
        }
    }

    private func outcome(_ house: OrderHouse, _ number: OrderNumber) throws -> Outcome {
        Outcome(
            state: try house.find(number).state,
            history: try house.history(number).map { "\($0.event) \($0.state) \($0.isRefused)" },
            mails: try house.writtenMails(),
            numbers: try house.database.read { try PortStore.numbers(of: number, $0).map(\.state) })
    }

    @Test func `EXCH-1 extensions ordered through either exchange are there, and only one of them says 模擬`()
        async throws
    {
        let simulated = try OrderHouse()
        let first = try await simulated.submit(extensions: 51)
        try await simulated.pass(100)
        let real = try OrderHouse()
        let second = try await real.submit(extensions: 51)
        try await Program(real).say(["inProgress", "completed", "completed"], of: second)
        let expected = try outcome(simulated, first)
        #expect(expected.state == .completed)
        #expect(try outcome(real, second) == expected)
        #expect(try simulated.find(first).isSimulated && !real.find(second).isSimulated)
        #expect(try simulated.mailText("order.completed").contains("模擬"))
        #expect(try !real.mailText("order.completed").contains("模擬"))
        let contract = try real.find(second).contract
        #expect(try real.database.read { try SmartPBXStore.contract(contract, $0) }?.extensionCount == 51)
    }

    @Test func `EXCH-1 telephone numbers ordered through either exchange are the contract's`() async throws {
        let simulated = try await VoiceHouse()
        let first = try await simulated.submit(.addNumbers, [VoiceHouse.more(10)])
        try await simulated.house.pass(100)
        let real = try await VoiceHouse()
        let second = try await real.submit(.addNumbers, [VoiceHouse.more(10)])
        try await Program(real.house).say(["inProgress", "completed"], of: second)
        #expect(try outcome(real.house, second) == outcome(simulated.house, first))
        #expect(try real.numbers() == simulated.numbers() && real.numbers().count == 11)
    }

    @Test func `EXCH-1 of numbers from other carriers one stays behind through either exchange`() async throws {
        let (good, bad) = (try VoiceHouse.number("0398760001"), try VoiceHouse.number("0398760002"))
        let base = try VoiceHouse.number("0312345000")
        let items = [good, bad].map { number in
            VoiceOrderItem.port(
                PortLine(number: number, carrier: "NTT", kind: .hikari), beside: base, leavesOthers: false)
        }
        let day = Moment.november(26, 9) + .days(14)
        let simulated = try await VoiceHouse()
        try await simulated.house.database.write { database in
            try ExchangeNumberStore.set(
                SimulatedDonor(
                    number: good, carrier: "NTT", holder: "見本商事株式会社", address: "東京都千代田区1-1"), database)
        }
        let first = try await simulated.submit(.dated, items, begins: day)
        try await simulated.house.pass(20)
        simulated.house.moveClock(to: .november(28, 12))
        try await simulated.house.pass(20)
        simulated.house.moveClock(to: day)
        try await simulated.house.pass(400)
        let real = try await VoiceHouse()
        let second = try await real.submit(.dated, items, begins: day)
        let program = Program(real.house)
        func say(_ state: String?, _ one: String, _ two: String) async throws {
            let start = state.map { #""state":"\#($0)","# } ?? ""
            let items = [(good, one), (bad, two)].filter { !$0.1.isEmpty }.map { number, step in
                #"{"id":"number-\#(number.digits)",\#(step)}"#
            }
            try await program.say(#"{\#(start)"productOrderItem":[\#(items.joined(separator: ","))]}"#, of: second)
        }
        try await say("pending", #""state":"confirming""#, #""state":"confirming""#)
        let date = #""state":"dated","date":"\#(day.machineText)""#
        try await say(nil, date, #""state":"refused","reason":"notInUse""#)
        real.house.moveClock(to: day)
        try await say("inProgress", #""state":"switching""#, "")
        try await say("partial", #""state":"done""#, #""state":"cancelled""#)
        let expected = try outcome(simulated.house, first)
        #expect(expected.state == .partial && expected.numbers == [.done, .cancelled])
        #expect(try outcome(real.house, second) == expected)
        #expect(try real.numbers() == simulated.numbers())
    }
}
