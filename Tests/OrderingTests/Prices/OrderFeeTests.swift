import CivilCalendar
import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// FEE-3 to 5 on the pages: what is shown before 申し込む is what the order keeps.
@Suite struct OrderFeeTests {
    private static func book(_ change: CivilDate) throws -> PriceBook {
        let first = CivilDate(daysSince1970: 20_000)
        let last = CivilDate(daysSince1970: change.daysSince1970 - 1)
        return try PriceBook(
            PriceBook.ofTerms.prices + [
                Price(.extension, "ID利用料", per: .id, 300, from: first, until: last, source: "T"),
                Price(.extension, "ID利用料", per: .id, 333, from: change, source: "T"),
                Price(.number, "番号利用料", per: .number, 100, from: first, until: last, source: "T"),
                Price(.number, "番号利用料", per: .number, 120, from: change, source: "T"),
            ])
    }

    private static func set(_ book: PriceBook, at services: Services) throws {
        try services.database.writeAndWait { try PriceStore.set(book, $0) }
    }

    private static func fees(_ services: Services) throws -> [String] {
        try services.database.read { database in
            try OrderStore.all(in: nil, database).reversed().map { order in
                let sheet = try OrderFeeStore.sheet(of: order.number, database)
                let lines = sheet?.lines.map {
                    "\($0.code.rawValue) \($0.quantity) \($0.amounts.map { "\($0.net)+\($0.tax)" } ?? "-")"
                }
                return "\(sheet?.day == order.openingDay) " + (lines?.joined(separator: ", ") ?? "none")
            }
        }
    }

    @Test func `FEE-3 a new contract: work and monthly fees line by line, with and without tax, kept with the order`()
        async throws
    {
        let flow = try await OrderingFlow(at: 12)
        try Self.set(Self.book(Moment.november(30, 0).day), at: flow.site.services)
        try await flow.toCheck()
        let page = flow.browser.page.words
        for words in [
            "開通日（2026年11月24日）の料金です。料金表は2026年2月24日版です。", "工事費（利用の開始）1オンネットグループごとに14,000円",
            "14,000円15,400円", "ID利用料1IDごとに300円2ID600円660円",
            "2026年11月30日から料金が変わります。", "ID利用料：1IDごとに300円 → 1IDごとに333円（税抜）",
        ] { #expect(page.contains(words), "\(words): \(page)") }
        await flow.send("check", [("fees", flow.browser.page.value(of: "fees") ?? "")])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/done?order=200000000001")
        #expect(
            try Self.fees(flow.site.services) == ["true smart-pbx.start 1 14000+1400, smart-pbx.extension 2 600+60"])
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.words.contains("ID利用料1IDごとに300円2ID600円660円"))
        #expect(order.words.contains("開通日（2026年11月24日）の料金です。"))
        let mail = try flow.site.lastMail("order.received").body
        for line in [
            "開通日（2026年11月24日）の料金です。", "・工事費（利用の開始） 1オンネットグループ：14,000円（税込 15,400円）", "・ID利用料 2ID：600円（税込 660円）",
        ] { #expect(mail.contains(line), "\(line): \(mail)") }
        // What becomes of prices later is nothing to it.
        try Self.set(Self.book(Moment.november(24, 0).day), at: flow.site.services)
        #expect((await flow.browser.get("/orders/200000000001")).words.contains("2ID600円660円"))
        // What comes to nothing costs nothing.
        for (state, words) in [
            ("failed", "このお申し込みの料金はかかりません。"), ("partial", "工事が完了しなかった番号の月額料金はかかりません。"),
        ] {
            try await flow.site.services.database.write {
                try $0.run("UPDATE service_order SET state = ?1", state)
            }
            let page = await flow.browser.get("/orders/200000000001").words
            #expect(page.contains(words) && !order.words.contains(words))
        }
    }

    @Test(arguments: [
        ("add", "増える月額料金"), ("delete", "なくなる月額料金"), ("digits", "月額料金は変わりません。"), ("terminate", "なくなる月額料金"),
    ])
    func `FEE-3 FEE-5 changes of a contract`(_ kind: String, _ words: String) async throws {
        let flow = try await ChangeFlow(kind)
        try Self.set(Self.book(Moment.november(30, 0).day), at: flow.site.services)
        try await flow.agree()
        switch kind {
        case "add":
            try await flow.check(
                [
                    ("numbers", "yes"), ("channels", "no"), ("rowCount", "2"), ("site-0", "22"), ("device-0", "3001"),
                    ("kind-0", "smartphone"), ("site-1", "22"), ("device-1", "3002"), ("kind-1", "smartphone"),
                    ("act", "next"),
                ])
        case "delete":
            try await flow.check(
                [
                    ("numbers", "yes"), ("channels", "no"), ("shown", "22-2000 22-2001"), ("tick-22-2000", "yes"),
                    ("tick-22-2001", "yes"), ("act", "next"),
                ])
        case "digits": try await flow.check([("part", "device"), ("digits", "1"), ("window", "from23")])
        default: try await flow.check([("end", "yes"), ("endedContract", ChangeFlow.code.text)])
        }
        let page = flow.browser.page
        #expect(page.words.contains(words), "\(page.words)")
        // 廃止 is no work that the terms know a fee of.
        #expect(page.words.contains("1オンネットグループごとに7,000円") == (kind != "terminate"))
        // A later price of what ends is nothing to anybody.
        #expect(page.words.contains("2026年11月30日から料金が変わります。") == (kind == "add"))
        await flow.send("check", [("fees", page.value(of: "fees") ?? "")])
        #expect(try flow.orders().count == 1, "\(flow.browser.page.words)")
        let kept = try #require(try Self.fees(flow.site.services).first)
        let expected = [
            "add": "true smart-pbx.work 1 7000+700, smart-pbx.extension 2 600+60",
            "delete": "true smart-pbx.work 1 7000+700, smart-pbx.extension 2 600+60",
            "digits": "true smart-pbx.work 1 7000+700",
            "terminate": "true smart-pbx.extension 45 13500+1350",
        ]
        #expect(kept == expected[kind])
    }

    @Test func `FEE-2 FEE-3 numbers at once: work is free, numbers are paid monthly, features on quotation`()
        async throws
    {
        let flow = try await ImmediateFlow()
        try Self.set(Self.book(Moment.november(30, 0).day), at: flow.site.services)
        try await flow.pick()
        try await flow.check(ImmediateFlow.row("geographic", "3") + [("messageBox-0", "yes")])
        let page = flow.browser.page
        #expect(page.words.contains("工事費（お申し込み直後に開通）無料1工事無料無料"), "\(page.words)")
        #expect(page.words.contains("番号利用料1番号ごとに100円3番号300円330円"))
        await flow.send("check", [("fees", page.value(of: "fees") ?? "")])
        #expect(try flow.orders().count == 1, "\(flow.browser.page.words)")
        let kept = try #require(try Self.fees(flow.site.services).first)
        #expect(kept.hasPrefix("true ip-voice.work.immediate 1 0+0, ip-voice.number 3 300+30"))
    }

    @Test func `FEE-4 the price of a dated order is that of its 工事日, and the page says before that it changes`()
        async throws
    {
        let flow = try await DatedFlow()
        try Self.set(Self.book(Moment.december(4, 0).day), at: flow.site.services)
        try await flow.agree()
        try await flow.addNumbers()
        try await flow.toCheck(day: "2026-12-04")
        let page = flow.browser.page
        for words in [
            "工事日（2026年12月4日）の料金です。", "お申し込みの料金は、本日ではなく工事日の料金です。", "1番号ごとに100円 → 1番号ごとに120円（税抜）",
            "工事費（工事日指定）別途ご案内", "番号利用料1番号ごとに120円3番号360円396円",
        ] { #expect(page.words.contains(words), "\(words): \(page.words)") }
        await flow.send("check", [("fees", page.value(of: "fees") ?? "")])
        let order = try flow.order()
        #expect(
            try Self.fees(flow.site.services) == [
                "true ip-voice.work.dated 3 -, ip-voice.number 3 360+36, ip-voice.feature 3 -"
            ])
        #expect((await flow.browser.get("/orders/\(order.number)")).words.contains("工事日（2026年12月4日）の料金です。"))
    }

    @Test func `FEE-4 a day that is moved over a change takes the fees with it, and says so before`() async throws {
        let flow = try await DatedFlow()
        try Self.set(Self.book(Moment.december(8, 0).day), at: flow.site.services)
        try await flow.agree()
        try await flow.addNumbers()
        try await flow.toCheck(day: "2026-12-04")
        await flow.send("check", [("fees", flow.browser.page.value(of: "fees") ?? "")])
        let path = "/orders/\(try flow.order().number)/day"
        await flow.browser.get(path)
        // Still before the change: nothing is asked.
        await flow.browser.post(path, [("day", "2026-12-07"), ("act", "move")])
        #expect(flow.browser.page.location != nil)
        await flow.browser.get(path)
        await flow.browser.post(path, [("day", "2026-12-08"), ("act", "move")])
        let asked = flow.browser.page
        #expect(asked.status == .conflict && asked.words.contains("工事日を2026年12月8日に変更すると、料金が次のように変わります。"))
        #expect(asked.words.contains("1番号ごとに100円 → 1番号ごとに120円（税抜）"))
        #expect(try flow.order().openingDay == Moment.december(7, 0).day)
        #expect(try Self.fees(flow.site.services).first?.contains("ip-voice.number 3 300+30") == true)
        await flow.browser.post(
            path, [("day", "2026-12-08"), ("act", "move"), ("fees", asked.value(of: "fees") ?? "")])
        #expect(flow.browser.page.location != nil)
        #expect(try flow.order().openingDay == Moment.december(8, 0).day)
        let kept = try #require(try Self.fees(flow.site.services).first)
        #expect(kept.hasPrefix("true ") && kept.contains("ip-voice.number 3 360+36"))
        let mail = try flow.site.lastMail("order.day-moved").body
        #expect(mail.contains("工事日（2026年12月8日）の料金です。") && mail.contains("：360円（税込 396円）"))
    }

    @Test func `FEE-4 a price that changes while the check page is open is shown before the order is taken`()
        async throws
    {
        let start = Moment.november(24, 12)
        let clock = MovableClock(of: { start })
        let flow = try await OrderingFlow(business: clock.clock)
        try Self.set(Self.book(Moment.november(25, 0).day), at: flow.site.services)
        try await flow.toCheck()
        let seen = flow.browser.page.value(of: "fees") ?? ""
        clock.set(to: .november(25, 2))
        await flow.send("check", [("fees", seen)])
        let page = flow.browser.page
        #expect(page.status == .conflict && page.words.contains("確認している間に、料金が変わりました。"))
        #expect(page.words.contains("2ID666円732円") && page.value(of: "fees") != seen)
        #expect(try flow.count("service_order") == 0)
        await flow.send("check", [("fees", page.value(of: "fees") ?? "")])
        #expect(try Self.fees(flow.site.services).first?.hasSuffix("smart-pbx.extension 2 666+66") == true)
    }

    @Test func `FEE-4 HOURS-2 outside the hours the fees are those of the day on which orders are taken again`()
        async throws
    {
        let flow = try await OrderingFlow(at: 22)
        try Self.set(Self.book(Moment.november(25, 0).day), at: flow.site.services)
        try await flow.toCheck()
        let page = flow.browser.page
        #expect(page.words.contains("開通日（2026年11月25日）の料金です。") && page.words.contains("2ID666円732円"))
        let seen = page.value(of: "fees") ?? ""
        // What had been seen for another day is shown anew before it waits.
        await flow.send("automatic", [("version", page.value(of: "version") ?? ""), ("fees", "0123456789abcdef")])
        #expect(flow.browser.page.status == .conflict && flow.browser.page.words.contains("料金が変わりました"))
        await flow.send(
            "automatic", [("version", flow.browser.page.value(of: "version") ?? ""), ("fees", seen)])
        #expect(flow.browser.page.location == "/orders")
        // Prices are changed in the night: it is not handed in by itself.
        try Self.set(PriceBook.ofTerms, at: flow.site.services)
        flow.site.clock.advance(.november(25, 2) - flow.site.clock.now)
        let later = try #require(flow.site.product.duties.first { "\($0.name)" == "orders to submit" })
        try await later.run(flow.site.services)
        #expect(try flow.count("service_order") == 0)
        #expect(try flow.site.lastMail("order.automatic").body.contains("料金が変わりました"))
    }

    @Test func `FEE-4 PBX-11 work that may end behind midnight keeps the price of the order's day`() async throws {
        let flow = try await ChangeFlow("digits")
        var prices = PriceBook.ofTerms.prices.filter { $0.code != .work }
        let (first, next) = (CivilDate(daysSince1970: 20_000), Moment.november(28, 0).day)
        prices.append(
            Price(.work, "工事費", per: .group, 7_000, from: first, until: Moment.november(27, 0).day, source: "T"))
        prices.append(Price(.work, "工事費", per: .group, 8_000, from: next, source: "T"))
        try Self.set(PriceBook(prices), at: flow.site.services)
        try await flow.agree()
        try await flow.check([("part", "device"), ("digits", "1"), ("window", "from23")])
        let page = flow.browser.page
        #expect(page.words.contains("工事が翌日にかかっても、工事費は開通日の料金です。") && page.words.contains("7,000円7,700円"))
        await flow.send("check", [("fees", page.value(of: "fees") ?? "")])
        #expect(try Self.fees(flow.site.services) == ["true smart-pbx.work 1 7000+700"])
    }

    @Test func `FEE-4 a price changed at midnight under load: every order has the price of its 開通日`() async throws {
        let house = try OrderHouse()
        let change = house.clock.now.day.daysSince1970 + 1
        try Self.set(Self.book(CivilDate(daysSince1970: change)), at: house.services)
        let midnight = Moment(startOf: CivilDate(daysSince1970: change))
        let orders = try (0..<60).map { _ in try house.order(try house.beginDraft()) }
        // The hours are those of an operator who never closes.
        var policy = OrderHouse.policy
        (policy.hours.opens, policy.hours.closes) = (0, 24)
        let intake = OrderIntake(
            policy, ConsentShelf(OrderHouse.book), mails: house.mails, trueTime: { house.clock.now })
        house.moveClock(to: midnight - .milliseconds(30))
        try await withThrowingTaskGroup { group in
            for order in orders {
                group.addTask {
                    house.clock.advance(.milliseconds(1))
                    let now = house.clock.now
                    try await house.database.write { database in
                        _ = try order.submit(
                            to: intake, from: OrderHouse.applicant, at: now, mayOrder: { _ in true }, database)
                    }
                }
            }
            try await group.waitForAll()
        }
        let kept = try house.database.read { database in
            try OrderStore.all(in: nil, database).map { order in
                let sheet = try #require(try OrderFeeStore.sheet(of: order.number, database))
                let price = try #require(sheet.lines.last?.price)
                #expect(sheet.day == order.openingDay)
                return (isNew: order.appliedAt >= midnight, price: price)
            }
        }
        #expect(kept.count == 60 && kept.allSatisfy { $0.price == ($0.isNew ? 333 : 300) })
        #expect(Set(kept.map(\.isNew)) == [true, false])
    }
}
