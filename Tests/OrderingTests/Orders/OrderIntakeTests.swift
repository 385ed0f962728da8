import CivilCalendar
import Exchange
import ExchangeSimulator
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

/// 申し込む: taken, or refused with nothing changed.
@Suite struct OrderIntakeTests {
    @Test func `ORD-9 an order, its contract, its history, its audit line and its mails come about together`()
        async throws
    {
        let house = try OrderHouse()
        let number = try await house.submit()
        let order = try house.find(number)
        #expect(order.state == .acknowledged && order.contract.text == "N100000001" && number.text == "200000000001")
        #expect(order.openingDay == house.clock.now.day)
        #expect(try house.history(number).map(\.by) == [.account("pbx@example.jp")])
        #expect(try house.writtenMails() == ["order.received hanako@example.jp", "order.received somu@example.jp"])
        let audit = try house.database.read { database in
            try database.query("SELECT event, subject, after FROM audit") { [$0.text(0), $0.text(1), $0.text(2)] }
        }
        #expect(audit == [["order.submitted", "200000000001", "N100000001"]])
        #expect(try house.database.read { try OrderDetailStore.consents(of: number, $0) }.count == 3)
        #expect(try house.database.read { try OrderDetailStore.details(of: number, $0) } == OrderHouse.details())
    }

    @Test func `ORD-13 the mail of an order names it and holds no number of it`() async throws {
        let house = try OrderHouse()
        try await house.submit()
        let mail = try house.mailText("order.received")
        #expect(mail.hasPrefix("【Smart PBX】お申し込み受付のご連絡|"))
        for line in [
            "■ご契約番号：N100000001", "■お申込日時：2026年11月21日 12:00", "■お申込番号：200000000001",
            "■お申込内容：Smart PBX - 契約新規", "/orders/200000000001",
        ] { #expect(mail.contains(line)) }
        #expect(!mail.contains("222000"))
    }

    @Test(arguments: [
        (Moment.november(24, 21, 59, 59), true), (.november(24, 22), false), (.november(25, 1, 59, 59), false),
        (.november(25, 2), true),
    ])
    func `HOURS-1 what counts is the moment of 申し込む`(moment: Moment, isTaken: Bool) async throws {
        let house = try OrderHouse()
        house.moveClock(to: .november(24, 21))
        let draft = try house.beginDraft()
        let order = try house.order(draft)
        house.moveClock(to: moment)
        if isTaken {
            try await house.submit(order)
        } else {
            let closing = OrderingHours.Closing(cause: .hours, until: .november(25, 2))
            await #expect(throws: OrderRefusal.closed(closing)) { try await house.submit(order) }
            #expect(try house.writtenMails().isEmpty)
            // The draft is as it was, and can be handed in later.
            house.moveClock(to: .november(25, 2))
            try await house.submit(order)
        }
    }

    @Test func `HOURS-3 nothing is taken in a maintenance, which may lead into the night`() async throws {
        let house = try OrderHouse()
        let (begin, end) = (Moment.november(24, 20), Moment.november(24, 23))
        try await house.database.write { database in
            _ = try MaintenanceStore.add(from: begin, to: end, of: .smartPBX, "設備の更改", database)
            _ = try MaintenanceStore.add(from: begin, to: .november(25, 12), of: .ipVoice, "別の設備", database)
        }
        house.moveClock(to: .november(24, 19, 59, 59))
        try await house.submit()
        house.moveClock(to: begin)
        let order = try house.order(try house.beginDraft())
        await #expect { try await house.submit(order) } throws: { error in
            guard case .closed(let closing)? = error as? OrderRefusal, case .maintenance(let known) = closing.cause
            else {
                return false
            }
            return known.text == "設備の更改" && closing.until == .november(25, 2)
        }
    }

    @Test func `HOURS-6 fifty submits at the same moment are one order, and forty-nine are told which`() async throws {
        let house = try OrderHouse()
        let order = try house.order(try house.beginDraft())
        let outcomes = await withTaskGroup(of: Result<OrderNumber, any Error>.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do { return .success(try await house.submit(order)) } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let taken = outcomes.compactMap { try? $0.get() }
        #expect(taken.count == 1)
        let refusals = outcomes.compactMap { outcome -> OrderRefusal? in
            if case .failure(let error) = outcome { error as? OrderRefusal } else { nil }
        }
        #expect(refusals == [OrderRefusal](repeating: .alreadyOrdered(taken[0]), count: 49))
        #expect(try house.database.read { try ServiceContractStore.codes(of: 1, $0) }.count == 1)
    }

    @Test func `ORD-3 a version that changes while the form is open asks again`() async throws {
        let house = try OrderHouse()
        house.moveClock(to: .november(24, 12))
        let order = try house.order(try house.beginDraft())
        let old = order.consents
        house.clock.advance(.days(60))
        await #expect(throws: OrderRefusal.consentsChanged([.terms, .importantMatters, .privacy])) {
            try await house.submit(order)
        }
        try await house.submit(try house.order(order.draft))
        #expect(old.map(\.version) == ["1", "1", "1"] && house.consents().map(\.version) == ["2", "2", "2"])
        // Not agreed to at all.
        let careless = try house.order(try house.beginDraft(), consents: Array(house.consents().dropFirst()))
        await #expect(throws: OrderRefusal.consentsChanged([.terms])) { try await house.submit(careless) }
    }

    @Test func `RIGHT-4 a right that has gone since the check page refuses`() async throws {
        let house = try OrderHouse()
        let order = try house.order(try house.beginDraft())
        await #expect(throws: OrderRefusal.noRight) { try await house.submit(order, mayOrder: false) }
        #expect(try house.database.read { try OrderStore.all(in: nil, $0) }.isEmpty)
    }

    @Test func `RIGHT-4 another company's draft is none, and one that somebody has changed is checked again`()
        async throws
    {
        let house = try OrderHouse()
        let draft = try house.beginDraft()
        let order = try house.order(draft)
        let stranger = Applicant(company: 2, account: "x@example.jp", client: "192.0.2.2")
        await #expect(throws: OrderRefusal.draftGone) { try await house.submit(order, by: stranger) }
        let now = house.clock.now
        let changed = try house.database.writeAndWait {
            try OrderDraftStore.keep(OrderAnswers(["site": "2"]), in: draft, of: 1, at: now, $0)
        }
        await #expect(throws: OrderRefusal.draftChanged) { try await house.submit(order) }
        try await house.submit(try house.order(try #require(changed)))
        // Back after 申し込む: what was typed then changes nothing.
        #expect(
            try house.database.writeAndWait {
                try OrderDraftStore.keep(OrderAnswers(["site": "3"]), in: draft, of: 1, at: now, $0)
            } == nil)
    }

    @Test func `Each contract has a number that nobody has had`() async throws {
        let house = try OrderHouse()
        for _ in 0..<3 { try await house.submit() }
        let codes = try house.database.read { try ServiceContractStore.codes(of: 1, $0) }.map(\.text)
        #expect(codes == ["N100000001", "N100000002", "N100000003"])
    }
}

/// HOURS-4, 5: pure.
@Suite struct OrderRulesTests {
    private func refusal(_ facts: OrderRules.Facts, day: Int) throws -> OrderRefusal? {
        OrderRules.refusal(
            for: .first, facts, on: Moment.november(day, 12).day, BusinessCalendar())
    }

    private func standing(day: Int) -> OrderRules.Standing {
        .init(number: .first, openingDay: Moment.november(day, 0).day)
    }

    private func day(_ day: Int) -> CivilDate { Moment.november(day, 0).day }

    @Test func `HOURS-5 while an order is open the next waits for the day after its 開通日`() throws {
        #expect(
            try refusal(.init(open: standing(day: 27)), day: 25) == .orderOpen(.first, .first, from: day(28)))
        // Late: it is still open after its day.
        #expect(
            try refusal(.init(open: standing(day: 20)), day: 25) == .orderOpen(.first, .first, from: day(26)))
    }

    @Test func `HOURS-4 one order a day`() throws {
        #expect(
            try refusal(.init(ofToday: standing(day: 25)), day: 25) == .oneADay(.first, .first, from: day(26)))
        #expect(try refusal(.init(), day: 25) == nil)
    }

    @Test func `HOURS-5 after an order on paper the next business day after its day is the first`() throws {
        // A Friday; the Monday after is the first business day.
        let hold = OrderHold(contract: .first, until: day(27), reason: "紙の申込書")
        #expect(try refusal(.init(hold: hold), day: 29) == .held(.first, from: day(30)))
        #expect(try refusal(.init(hold: hold), day: 30) == nil)
    }

    @Test func `HOURS-4 orders that failed or were cancelled do not count`() async throws {
        let house = try OrderHouse()
        try await house.set(.refuse)
        let number = try await house.submit()
        let code = try house.find(number).contract
        let today = house.clock.now.day
        #expect(try house.database.read { try OrderStore.facts(of: code, on: today, $0) }.open?.number == number)
        try await house.pass(20)
        #expect(try house.find(number).state == .failed)
        #expect(try house.database.read { try OrderStore.facts(of: code, on: today, $0) } == .init())
    }
}
