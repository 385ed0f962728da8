import Exchange
import ExchangeInterface
@testable import ExchangeSimulator
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

/// The simulated exchange as a program at the door: what the site makes of the same orders is what it makes of them inside (EXCH-1, EXCH-2).
@Suite struct ExchangeProgramTests {
    /// But for the hours.
    private struct Outcome: Equatable {
        let state: OrderState
        let isSimulated: Bool
        let history: [String]
        let mails: [String]
        let numbers: [PortedNumber.State]
    }

    private func outcome(_ house: OrderHouse, _ number: OrderNumber) throws -> Outcome {
        Outcome(
            state: try house.find(number).state, isSimulated: try house.find(number).isSimulated,
            history: try house.history(number).map { "\($0.event) \($0.state) \($0.isRefused)" },
            mails: try house.writtenMails(),
            numbers: try house.database.read { try PortStore.numbers(of: number, $0).map(\.state) })
    }

    @Test func `EXCH-2 extensions ordered through the door end as they do inside, and say 模擬`() async throws {
        let inside = try OrderHouse()
        let first = try await inside.submit(extensions: 51)
        try await inside.pass(100)
        let outside = try BehindTheDoor(try OrderHouse())
        let second = try await outside.house.submit(extensions: 51)
        try await outside.pass(100, outside.newProgram())
        let expected = try outcome(inside, first)
        #expect(expected.state == .completed && expected.isSimulated)
        #expect(try outcome(outside.house, second) == expected)
        #expect(try outside.house.mailText("order.completed").contains("模擬"))
        #expect(try outside.differences() == [])
        #expect(try outside.register().contracts.values.map(\.lines.count) == [51])
    }

    @Test func `EXCH-2 an order that is refused through the door is refused as inside`() async throws {
        let inside = try OrderHouse()
        try await inside.set(.refuse)
        let first = try await inside.submit()
        try await inside.pass(100)
        let outside = try BehindTheDoor(try OrderHouse())
        try await outside.tell { try ExchangeReportStore.set(.refuse, $0) }
        let second = try await outside.house.submit()
        try await outside.pass(100, outside.newProgram())
        let expected = try outcome(inside, first)
        #expect(expected.state == .failed)
        #expect(try outcome(outside.house, second) == expected)
        #expect(try outside.differences() == [])
    }

    @Test func `EXCH-2 numbers from other carriers go the same way through the door`() async throws {
        let (good, bad) = (try VoiceHouse.number("0398760001"), try VoiceHouse.number("0398760002"))
        let base = try VoiceHouse.number("0312345000")
        let items = [good, bad].map { number in
            VoiceOrderItem.port(
                PortLine(number: number, carrier: "NTT", kind: .hikari), beside: base, leavesOthers: false)
        }
        let donor = SimulatedDonor(
            number: good, carrier: "NTT", holder: "見本商事株式会社", address: "東京都千代田区1-1")
        let day = Moment.november(26, 9) + .days(14)
        func go(_ voice: VoiceHouse, _ pass: (Int) async throws -> Void) async throws -> Outcome {
            let order = try await voice.submit(.dated, items, begins: day)
            try await pass(20)
            voice.house.moveClock(to: .november(28, 12))
            try await pass(20)
            voice.house.moveClock(to: day)
            try await pass(400)
            return try outcome(voice.house, order)
        }
        let inside = try await VoiceHouse()
        try await inside.house.database.write { try ExchangeNumberStore.set(donor, $0) }
        let expected = try await go(inside) { try await inside.house.pass($0) }
        let voice = try await VoiceHouse()
        let outside = try BehindTheDoor(voice.house)
        try await outside.tell { database in
            try ExchangeNumberStore.set(donor, database)
            let base = RegisteredContract(numbers: [try VoiceHouse.number("0312345000"): .none])
            try ExchangeRegisterStore.add(base, try #require(VoiceHouse.code), database)
        }
        let program = outside.newProgram()
        let reached = try await go(voice) { try await outside.pass($0, program) }
        #expect(expected.state == .partial && expected.numbers == [.done, .cancelled])
        #expect(reached == expected)
        #expect(try voice.numbers() == inside.numbers())
    }

    @Test func `EXCH-2 an order that is cancelled before work is cancelled through the door`() async throws {
        let voice = try await VoiceHouse()
        let outside = try BehindTheDoor(voice.house)
        let order = try await voice.submit(
            .dated, [try VoiceHouse.more(2)], begins: Moment.november(26, 9) + .days(14))
        let program = outside.newProgram()
        try await outside.pass(20, program)
        #expect(try voice.house.find(order).state == .scheduled)
        let now = voice.house.clock.now
        try await voice.house.database.write { database in
            _ = try OrderCancellation.ask(
                order, from: voice.applicant, at: now, trueTime: now, OrderHouse.policy.calendar,
                mayCancel: { _, _ in true },
                database)
        }
        try await outside.pass(20, program)
        #expect(try voice.house.find(order).state == .cancelled)
        #expect(outside.door.said.last?.hasPrefix("POST /cancelProductOrder ") == true)
        #expect(try outside.register().orders[order] == .notDone)
    }

    /// Every place at which the line or the program can break: before a request arrives, and before its answer does.
    @Test(arguments: [false, true])
    func `EXCH-6 killed at any request, and begun anew, it builds once and tells once`(losesAnswer: Bool) async throws {
        var count = 0
        var isThrough = false
        while !isThrough {
            let outside = try BehindTheDoor(try OrderHouse())
            let order = try await outside.house.submit(extensions: 3)
            outside.door.breakOff(after: count, losingAnswer: losesAnswer)
            do {
                try await outside.pass(200, step: 40, outside.newProgram())
                isThrough = true
            } catch is BehindTheDoor.Line.Broken {
                outside.door.breakOff(after: nil)
                try await outside.pass(200, step: 40, outside.newProgram())
            }
            #expect(try outside.house.find(order).state == .completed, "broken at request \(count)")
            let history = try outside.house.history(order).map(\.event)
            #expect(history.count == Set(history.map { "\($0)" }).count, "broken at request \(count): \(history)")
            let mails = try outside.house.writtenMails()
            #expect(mails.count == Set(mails).count && mails.contains { $0.hasPrefix("order.completed ") })
            #expect(try outside.register().contracts.values.map(\.lines.count) == [3])
            #expect(try outside.differences() == [])
            count += 1
            try #require(count < 200)
        }
        #expect(count > 8)
    }
}
