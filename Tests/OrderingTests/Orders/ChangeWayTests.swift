import Exchange
import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Changes of a contract from 申し込む to what the contract and the exchange have then.
@Suite struct ChangeWayTests {
    private let house: OrderHouse

    init() throws {
        self.init(try OrderHouse())
        house.moveClock(to: .november(26, 10))
    }

    private init(_ house: OrderHouse) { self.house = house }

    /// A contract that was opened the day before; the next morning.
    private func contract(_ count: Int) async throws -> ContractCode {
        let number = try await house.submit(extensions: count)
        try await house.pass(100)
        house.moveClock(to: .november(27, 10))
        return try house.find(number).contract
    }

    private func content(_ code: ContractCode) throws -> SmartPBXContent? {
        try house.database.read { try SmartPBXStore.content(code, $0) }
    }

    @discardableResult
    private func submit(
        _ change: SmartPBXChange, _ code: ContractCode, in window: NightWindow? = nil,
        from applicant: Applicant = OrderHouse.applicant
    ) async throws -> OrderNumber {
        let order = SmartPBXChangeOrder(
            change, of: code, in: window, try OrderHouse.details(), consents: house.consents(),
            draft: try house.beginDraft(of: applicant))
        let (intake, now) = (house.intake, house.clock.now)
        return try await house.database.write {
            try order.submit(to: intake, from: applicant, at: now, mayOrder: { _ in true }, $0)
        }
    }

    private func cancel(_ number: OrderNumber) async throws {
        let now = house.clock.now
        let isAsked = try await house.database.write {
            try OrderCancellation.ask(
                number, from: OrderHouse.applicant, at: now, trueTime: now, OrderHouse.policy.calendar,
                mayCancel: { _, _ in true }, $0)
        }
        #expect(isAsked)
    }

    private func lines(_ numbers: Range<Int>) throws -> [Extension] {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))
        return try numbers.map {
            Extension(
                number: try ExtensionNumber.read(site: "22", device: "\(2_000 + $0)", in: plan).get(),
                device: .computer)
        }
    }

    @Test func `PBX-7 numbers and channels come at once, here and at the exchange`() async throws {
        let code = try await contract(45)
        let number = try await submit(.add(lines(45..<51), channels: 10), code)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed)
        let content = try #require(try content(code))
        #expect(content.extensions.count == 51 && content.channels.all == 30)
        #expect(try house.differences() == [])
        #expect(try house.mailText("order.completed").contains("Smart PBX - 内線番号・チャネル追加"))
        let record = try house.database.read { try SmartPBXChangeStore.find(number, $0) }
        #expect(record?.before.extensions == 45 && record?.after.extensions == 51 && record?.extensions.count == 6)
    }

    @Test func `PBX-8 numbers go here and at the exchange`() async throws {
        let code = try await contract(45)
        let gone = try #require(try content(code)).extensions.prefix(5).map(\.number)
        let number = try await submit(.delete(gone, channels: 0), code)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed && content(code)?.extensions.count == 40)
        #expect(try house.differences() == [])
    }

    @Test func `PBX-9 all numbers change in one night, in the window and not before`() async throws {
        let code = try await contract(3)
        let number = try await submit(.lengthen(.device, by: 2), code, in: .from23)
        try await house.pass(20)
        let planned = try house.find(number)
        #expect(planned.state == .scheduled && planned.night.begins == .november(27, 23))
        house.moveClock(to: .november(27, 22, 59, 40))
        try await house.pass(10)
        #expect(try house.find(number).state == .scheduled && content(code)?.plan.deviceDigits == 4)
        try await house.pass(20)
        #expect(try house.find(number).state == .inProgress)
        // The work ends behind midnight; 開通日 is the order's day (A9).
        house.moveClock(to: .november(28, 0, 5))
        try await house.pass(20)
        let order = try house.find(number)
        #expect(order.state == .completed && order.openingDay == Moment.november(27, 0).day)
        #expect(try content(code)?.extensions.map(\.number.digits) == ["22200000", "22200100", "22200200"])
        #expect(try house.differences() == [])
    }

    @Test func `PBX-10 an ended contract has nothing any more, and is no more in the list`() async throws {
        let code = try await contract(3)
        let number = try await submit(.end, code)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed && content(code) == nil)
        #expect(try house.database.read { try ServiceContractStore.codes(of: 1, $0) }.isEmpty)
        #expect(try house.database.read { try ServiceContractStore.find(code, of: 1, $0) }?.state == .ended)
        #expect(try house.database.read { try SmartPBXChangeStore.find(number, $0) }?.before.extensions == 3)
        #expect(try house.differences() == [])
    }

    @Test func `PBX-11 numbers change at once, 設備工事 in its window, with a mail of its own`() async throws {
        let code = try await contract(750)
        let number = try await submit(.add(lines(750..<751), channels: 0), code, in: .from22)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed && content(code)?.channels.all == 160)
        #expect(try house.find(number).progress.equipment == .waiting)
        house.moveClock(to: .november(27, 22, 0, 30))
        try await house.pass(10)
        #expect(try house.find(number).progress.equipment == .waiting, "it takes its time")
        try await house.pass(40)
        #expect(try house.find(number).progress.equipment == .done)
        #expect(try house.history(number).map(\.event) == [.submitted, .begun, .completed, .equipmentCompleted])
        let mail = try house.mailText("order.equipment")
        #expect(mail.hasPrefix("【Smart PBX】設備工事完了のご連絡|") && mail.contains("端末を再起動してください。"))
        let mails = try house.writtenMails().count
        try await house.pass(600)
        #expect(try house.writtenMails().count == mails, "told once")
    }

    @Test func `PBX-11 a night's window is needed, and must be far enough away when 申し込む is pressed`() async throws {
        let code = try await contract(3)
        await #expect(throws: OrderRefusal.contractChanged) { try await submit(.lengthen(.device, by: 1), code) }
        house.moveClock(to: .november(27, 20, 0, 1))
        await #expect(throws: OrderRefusal.windowPassed) {
            try await submit(.lengthen(.device, by: 1), code, in: .from21)
        }
        try await submit(.lengthen(.device, by: 1), code, in: .from22)
    }

    @Test func `HOURS-5 a contract that waits for its night takes no other order`() async throws {
        let code = try await contract(3)
        let number = try await submit(.lengthen(.device, by: 1), code, in: .from21)
        try await house.pass(20)
        await #expect(throws: OrderRefusal.orderOpen(number, code, from: Moment.november(28, 0).day)) {
            try await submit(.add(lines(9..<10), channels: 0), code)
        }
    }

    @Test func `RIGHT-4 another company's contract cannot be changed`() async throws {
        let code = try await contract(3)
        let stranger = Applicant(company: 2, account: "stranger@example.jp", client: "192.0.2.2")
        await #expect(throws: OrderRefusal.contractChanged) { try await submit(.end, code, from: stranger) }
        #expect(try content(code)?.extensions.count == 3)
    }

    @Test func `ORD-12 a change that breaks off leaves the contract as it was`() async throws {
        let code = try await contract(45)
        let before = try content(code)
        try await house.set(.fail)
        let number = try await submit(.add(lines(45..<51), channels: 0), code)
        try await house.pass(100)
        #expect(try house.find(number).state == .failed && content(code) == before)
        #expect(try house.database.read { try ServiceContractStore.find(code, of: 1, $0) }?.state == .open)
        #expect(try house.differences() == [])
    }

    @Test func `ORD-10 night work is slow from its window on, not before`() async throws {
        let code = try await contract(3)
        let number = try await submit(.lengthen(.device, by: 1), code, in: .from21)
        try await house.pass(600)
        #expect(try !house.find(number).isSlow(at: house.clock.now))
        try await house.set(.down)
        house.moveClock(to: .november(27, 21, 4, 59))
        #expect(try !house.find(number).isSlow(at: house.clock.now))
        house.moveClock(to: .november(27, 21, 5))
        #expect(try house.find(number).isSlow(at: house.clock.now))
    }

    @Test func `EXCH-6 killed at any point of a night, nothing is lost, nothing happens twice, and both sides agree`()
        async throws
    {
        let images = try DiskImages()
        defer { images.remove() }
        let house = try OrderHouse(in: images.original, clock: TestClock(), watch: images.take)
        house.moveClock(to: .november(26, 10))
        let changes = ChangeWayTests(house)
        var codes: [ContractCode] = []
        for count in [3, 45, 4] {
            house.moveClock(to: .november(26, 10))
            codes.append(try await changes.contract(count))
        }
        house.moveClock(to: .november(27, 10))
        let kept = try await changes.submit(.lengthen(.device, by: 2), codes[0], in: .from21)
        let crossing = try await changes.submit(.add([], channels: 150), codes[1], in: .from21)
        let cancelled = try await changes.submit(.lengthen(.site, by: 1), codes[2], in: .from22)
        try await house.pass(100)
        try await changes.cancel(cancelled)
        try await house.pass(20)
        house.moveClock(to: .november(27, 21))
        try await house.pass(120)
        #expect(try house.find(kept).state == .completed && house.find(cancelled).state == .cancelled)
        #expect(try house.find(crossing).progress.equipment == .done && house.differences() == [])
        house.moveClock(to: .november(27, 23))
        for image in images.all {
            let next = try OrderHouse(in: image, clock: house.clock)
            try await next.pass(300)
            for order in try next.database.read({ try OrderStore.all(in: nil, $0) }) {
                // Who was killed before 取消 was asked has had the work done.
                #expect([.completed, .cancelled].contains(order.state) && order.progress.equipment != .waiting)
                let events = try next.history(order.number).map(\.event)
                #expect(events.count == Set(events).count, "\(image): \(events)")
            }
            #expect(try next.differences() == [], "\(image)")
        }
    }

    @Test func `ORD-11 the exchange has the last word on 取消`() async throws {
        let code = try await contract(3)
        let number = try await submit(.lengthen(.device, by: 1), code, in: .from21)
        try await house.pass(20)
        // It has begun by the time it is asked.
        house.moveClock(to: .november(27, 20))
        try await cancel(number)
        house.moveClock(to: .november(27, 21))
        try await house.exchange.work()
        try await house.pass(20)
        #expect(try house.history(number).map(\.event).contains(.cancellationRefused))
        try await house.pass(100)
        #expect(try house.find(number).state == .completed && content(code)?.plan.deviceDigits == 5)
        #expect(try house.differences() == [])
    }
}
