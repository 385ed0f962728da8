import Exchange
import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// From 受付完了 to the end.
@Suite struct OrderWayTests {
    @Test func `ORD-8 an order is taken, begun and completed, and the contract is there`() async throws {
        let house = try OrderHouse()
        let number = try await house.submit(extensions: 51)
        try await house.pass(20)
        #expect(try house.find(number).state == .inProgress)
        try await house.pass(80)
        let order = try house.find(number)
        #expect(order.state == .completed && order.isSimulated && order.endedAt != nil)
        #expect(try house.history(number).map(\.state) == [.acknowledged, .inProgress, .completed])
        let contract = try #require(try house.database.read { try SmartPBXStore.contract(order.contract, $0) })
        #expect(contract.extensionCount == 51 && contract.channels.all == 20)
        #expect(
            try house.database.read { try ServiceContractStore.find(order.contract, of: 1, $0) }?.state == .open)
        #expect(
            try house.writtenMails().suffix(2) == [
                "order.completed hanako@example.jp", "order.completed somu@example.jp",
            ])
        let mail = try house.mailText("order.completed")
        #expect(mail.contains("模擬設備による工事です。"))
        // ORD-14
        #expect(mail.contains("ユーザIDとパスワードは、Web設定変更サイトでご確認ください。") && mail.contains("/settings/N100000001"))
        #expect(try house.differences() == [])
    }

    @Test func `ORD-12 after an error nothing has changed, and the mail says why`() async throws {
        let house = try OrderHouse()
        try await house.set(.fail)
        let number = try await house.submit()
        try await house.pass(100)
        let order = try house.find(number)
        #expect(order.state == .failed && order.failure == .equipment)
        #expect(try house.database.read { try SmartPBXStore.contract(order.contract, $0) } == nil)
        #expect(try house.database.read { try ServiceContractStore.codes(of: 1, $0) }.isEmpty)
        let mail = try house.mailText("order.failed")
        #expect(mail.hasPrefix("【Smart PBX】お申し込み工事エラーのご連絡|") && mail.contains("設備の故障"))
        #expect(try house.differences() == [])
    }

    @Test func `ORD-9 what is reported twice happens once, and what fits no arrow is refused and noted`() async throws {
        let house = try OrderHouse()
        let number = try await house.submit()
        try await house.pass(100)
        let mails = try house.writtenMails()
        let hearing = OrderHearing(
            [SmartPBXOrders()], OrderHouse.policy, mails: house.mails, trueTime: { house.clock.now })
        func hear(_ sequence: Int, _ order: OrderNumber, _ event: WorkEvent) async throws -> OrderHearing.Outcome {
            let report = WorkReport(
                sequence: sequence, order: order, event: event, at: house.clock.now, isSimulated: true)
            let now = house.clock.now
            return try await house.database.write { try hearing.hear(report, at: now, $0) }
        }
        #expect(try await hear(1, number, .begun) == .again, "heard long since")
        #expect(try await hear(50, number, .completed) == .again)
        #expect(try await hear(51, number, .failed(.equipment)) == .refused(.completed))
        #expect(try await hear(52, try #require(OrderNumber("299999999999")), .begun) == .unknownOrder)
        #expect(try house.find(number).state == .completed && house.writtenMails() == mails)
        #expect(try house.history(number).last?.isRefused == true)
    }

    @Test func `ORD-10 an order that takes long is said to, and after an hour the operator is told, once`() async throws
    {
        let house = try OrderHouse()
        let number = try await house.submit()
        try await house.set(.slow)
        try await house.pass(290)
        #expect(!(try house.find(number).isSlow(at: house.clock.now)))
        try await house.pass(10)
        #expect(try house.find(number).isSlow(at: house.clock.now))
        try await house.set(.down)
        try await house.pass(3_300)
        func told() throws -> [String] { try house.writtenMails().filter { $0.hasPrefix("operator.") } }
        // First that the exchange is silent, then that an order waits.
        #expect(try told() == ["operator.orders operator@example.jp", "operator.orders operator@example.jp"])
        #expect(try house.mailText("operator.orders").contains(number.text))
        #expect(try house.database.read(HealthStore.notices).map(\.name) == ["exchange", "orders"])
        try await house.set(.up)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed)
        #expect(try house.database.read(HealthStore.notices).isEmpty && told().count == 2)
    }

    /// Every moment at which a program can be killed lies between two commits: what is on the disk then is what the next one begins with.
    @Test func `EXCH-6 killed between any two transactions, site and exchange agree in the end`() async throws {
        let images = try DiskImages()
        defer { images.remove() }
        let house = try OrderHouse(in: images.original, watch: images.take)
        let numbers = [try await house.submit(), try await house.submit(extensions: 60)]
        try await house.pass(100)
        try await house.set(.fail)
        let failing = try await house.submit()
        try await house.pass(100)
        #expect(try house.differences() == [] && house.find(failing).state == .failed)
        #expect(images.count > 12)
        for image in images.all {
            let next = try OrderHouse(in: image, clock: house.clock)
            // Once more by the program that comes after.
            try await next.pass(200)
            let stored = try next.database.read { try OrderStore.all(in: nil, $0) }
            #expect(stored.allSatisfy { [.completed, .failed].contains($0.state) }, "\(image)")
            #expect(try next.differences() == [], "\(image)")
            for order in stored {
                let states = try next.history(order.number).map(\.state)
                #expect(states.count == Set(states).count, "nothing happens twice: \(image)")
            }
            let mails = try next.writtenMails().filter { $0.hasPrefix("order.") }
            #expect(mails.count == stored.count * 4, "two mails each for two people: \(image)")
        }
        #expect(try numbers.allSatisfy { try house.find($0).state == .completed })
    }
}
