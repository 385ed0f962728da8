import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Dated orders after 申し込む: another day, 取消, numbers that other carriers do not let go.
@Suite struct DatedChangeTests {
    /// An order of three numbers for Friday 2026-12-04.
    private func ordered(_ flow: DatedFlow) async throws -> Order {
        try await flow.agree()
        try await flow.addNumbers()
        try await flow.toCheck()
        await flow.send("check", [])
        try await flow.follow()
        return try flow.order()
    }

    private func row(_ place: Int, _ number: String) -> [(String, String)] {
        [
            ("port-\(place)-0", number), ("port-\(place)-1", "NTT東日本"), ("port-\(place)-3", "hikari"),
            ("port-\(place)-4", "same"), ("port-\(place)-7", "same"), ("port-\(place)-10", "unsaid"),
        ]
    }

    /// An order of two numbers from NTT for 2026-12-15.
    private func ported(_ flow: DatedFlow, _ features: [(String, String)] = []) async throws -> Order {
        try await flow.agree()
        await flow.open("ports")
        let form = [("port-rows", "2"), ("port-base", "0312345000"), ("port-remaining", "no"), ("act", "save")]
        await flow.send("ports", form + features + row(0, "0398760001") + row(1, "0398760002"))
        try await flow.follow()
        try await flow.toCheck(day: "2026-12-15")
        await flow.send("check", [])
        try await flow.follow()
        return try flow.order()
    }

    private func amendments(_ flow: DatedFlow) throws -> [String] {
        try flow.site.services.database.read { database in
            try database.query("SELECT begins_at, numbers FROM service_order_amendment ORDER BY sequence") { row in
                "\(try row.optionalMoment(0)?.machineText ?? "-") \(row.text(1))"
            }
        }
    }

    @Test
    func `ORD-11 the day is moved until 17:00 of the business day before, and the exchange and the people hear of it`()
        async throws
    {
        let flow = try await DatedFlow()
        let order = try await ordered(flow)
        let path = "/orders/\(order.number)/day"
        await flow.browser.get("/orders/\(order.number)")
        #expect(flow.browser.page.text.contains("12月3日 17:00まで変更と取消ができます"))
        flow.site.clock.advance(Moment.december(3, 17) - flow.site.clock.now)
        let browser = try await flow.site.signedIn("voice@example.jp")
        await browser.get(path)
        #expect(browser.page.text.contains("value=\"day-2026-12-07\"") && !browser.page.text.contains("day-2026-12-03"))
        await browser.post(path, [("day", "2026-12-03"), ("reason", ""), ("act", "move")])
        #expect(browser.page.status == .unprocessableContent)
        await browser.post(path, [("day", "2026-12-07"), ("act", "month-2027-01")])
        #expect(browser.page.text.contains("2027年1月") && browser.page.value(of: "day") == "2026-12-07")
        await browser.post(path, [("day", "2026-12-07"), ("reason", ""), ("act", "move")])
        #expect(browser.page.location == "/orders/\(order.number)")
        let moved = try flow.order()
        #expect(moved.openingDay == Moment.december(7, 0).day && moved.night.begins == .december(7, 9))
        #expect(try amendments(flow) == ["2026-12-07T09:00:00+09:00 "])
        #expect(try flow.site.mails("order.day-moved").count == 1)
        await browser.get("/orders/\(order.number)")
        #expect(browser.page.text.contains("工事日を変更しました"))
        await browser.get("/orders/\(order.number)/calendar.ics")
        #expect(browser.page.text.contains("SEQUENCE:1\r\n") && browser.page.text.contains("VALUE=DATE:20261207"))
    }

    @Test func `ORD-11 a second after 17:00 neither the day moves nor the order is taken back`() async throws {
        let flow = try await DatedFlow()
        let order = try await ordered(flow)
        flow.site.clock.advance(Moment.december(3, 17, 0, 1) - flow.site.clock.now)
        let browser = try await flow.site.signedIn("voice@example.jp")
        for path in ["day", "cancel"].map({ "/orders/\(order.number)/\($0)" }) {
            await browser.get(path)
            #expect(browser.page.status == .conflict)
            await browser.post(path, [("day", "2026-12-07"), ("act", "move")])
            #expect(browser.page.status == .conflict)
        }
        #expect(try flow.order().openingDay == order.openingDay)
    }

    @Test func `ORD-11 a dated order is taken back in time`() async throws {
        let flow = try await DatedFlow()
        let order = try await ordered(flow)
        await flow.browser.get("/orders/\(order.number)/cancel")
        #expect(flow.browser.page.text.contains("2026年12月4日") && flow.browser.page.text.contains("12月3日 17:00"))
        await flow.browser.post("/orders/\(order.number)/cancel", [])
        #expect(try flow.order().state == .assessingCancellation)
    }

    @Test func `PORT-4 on the business day before the work its people are told, once`() async throws {
        let flow = try await DatedFlow()
        _ = try await ordered(flow)
        let desk = OrderDesk(
            flow.site.services, OrderPolicy(), clock: OrderingClock(flow.site.services.now),
            consents: ConsentShelf(ConsentBook([])))
        func told() async throws -> Int {
            try await DatedReminder(desk: desk).run()
            return try flow.site.mails("order.day-before").count
        }
        #expect(try await told() == 0)
        flow.site.clock.advance(Moment.december(3, 0) - flow.site.clock.now)
        #expect(try await told() == 1)
        #expect(try await told() == 1)
    }

    @Test func `ORD-12 numbers of other carriers are asked for again with the features that were chosen`() async throws
    {
        let flow = try await DatedFlow()
        let order = try await ported(flow, [("port-messageBox", "yes"), ("port-nuisance", "yes")])
        try await flow.site.services.database.write { try $0.run("UPDATE service_order SET state = 'failed'") }
        await flow.browser.post("\(DatedFlow.path)/again", [("order", order.number.text)])
        try await flow.follow()
        await flow.send("agreement", [("agree", "yes"), ("seen", flow.browser.page.value(of: "seen") ?? "")])
        let menu = try await flow.follow().words
        #expect(menu.contains("03-9876-0002") && menu.contains("メッセージボックス、迷惑電話お断り"), "\(menu)")
    }

    @Test func `PORT-3 a number that was refused is corrected and asked for once more; the others stay as they are`()
        async throws
    {
        let flow = try await DatedFlow()
        let order = try await ported(flow)
        let (refused, path) = (try #require(PhoneNumber("0398760002")), "/orders/\(order.number)/ports")
        let now = flow.site.clock.now
        try await flow.site.services.database.write {
            try PortStore.move(refused, in: order.number, to: .refused(.holder), at: now, $0)
        }
        await flow.browser.get(path)
        #expect(flow.browser.page.rows.map { $0.contains("不可") } == [false, true])
        #expect(flow.browser.page.text.contains("名義相違") && flow.browser.page.text.contains("回線名義を訂正してください"))
        await flow.browser.get("\(path)?number=0398760001")
        #expect(flow.browser.page.status == .notFound)
        await flow.browser.get("\(path)?number=0398760002")
        // While its work is under way the exchange would not hear of a correction: none is offered.
        func set(_ state: String) async throws {
            try await flow.site.services.database.write { try $0.run("UPDATE service_order SET state = ?1", state) }
        }
        try await set(OrderState.inProgress.rawValue)
        await flow.browser.get("\(path)?number=0398760002")
        #expect(flow.browser.page.status == .conflict && flow.browser.page.value(of: "port-0-1") == nil)
        try await set(order.state.rawValue)
        await flow.browser.get("\(path)?number=0398760002")
        #expect(flow.browser.page.value(of: "port-0-1") == "NTT東日本")
        let wrong = row(0, "x").filter { $0.0 != "port-0-4" } + [("port-0-4", "other"), ("number", "0398760002")]
        await flow.browser.post(path, wrong)
        #expect(flow.browser.page.text.contains("名義を入力してください"))
        await flow.browser.post(path, wrong + [("port-0-5", "見本 花子"), ("port-remaining", "yes")])
        #expect(flow.browser.page.location == path)
        let numbers = try flow.site.services.database.read { try PortStore.numbers(of: order.number, $0) }
        #expect(numbers.map(\.state) == [.accepted, .accepted] && numbers[1].line.holder?.name == "見本 花子")
        #expect(try amendments(flow) == ["- 0398760002"])
        await flow.browser.get(path)
        await flow.browser.post(path, wrong + [("port-0-5", "見本 花子")])
        #expect(flow.browser.page.status == .notFound)
    }
}
