import Exchange
import ExchangeSimulator
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// お申し込み履歴, the detail, the dashboard, the contracts.
@Suite struct OrderPageTests {
    /// Site and exchange do their duties for a while.
    private func build(_ flow: OrderingFlow, mode: ExchangeMode = .up) async throws {
        let (clock, services) = (flow.site.clock, flow.site.services)
        try await services.database.write { try ExchangeReportStore.set(mode, $0) }
        let exchange = ExchangeSimulator(
            services.database, now: { clock.now }, random: { [UInt8](repeating: 0, count: $0) })
        let duty = OrderDuty(
            exchange, OrderingClock { clock.now },
            OrderHearing([SmartPBXOrders()], OrderPolicy(), mails: services.mails, trueTime: { clock.now }))
        for _ in 0..<10 {
            clock.advance(.seconds(10))
            try await exchange.work()
            try await duty.run(services)
        }
    }

    private func ordered(_ grants: [Grant] = [Grant(.service(.smartPBX), .edit)]) async throws -> OrderingFlow {
        let flow = try await OrderingFlow(grants: grants)
        try await flow.toCheck()
        await flow.send("check", [])
        return flow
    }

    @Test func `OHIST-2 the detail goes from 受付完了 to 工事完了 and says that it was simulated`() async throws {
        let flow = try await ordered()
        let before = await flow.browser.get("/orders/200000000001")
        #expect(before.text.contains("data-live") && before.words.contains("更新"))
        try await build(flow)
        let after = await flow.browser.get("/orders/200000000001")
        #expect(after.words.contains("工事完了") && after.words.contains("模擬設備による工事です。"))
        #expect(!after.text.contains("data-live=") && after.words.contains("工事を始めました"))
        let dashboard = await flow.browser.get("/dashboard")
        #expect(dashboard.words.contains("進行中のお申し込みはありません") && dashboard.text.contains("N100000001"))
        let contract = await flow.browser.get("/smart-pbx/contracts/N100000001")
        #expect(contract.words.contains("2番号（拠点番号2桁、端末番号3桁）") && contract.text.contains(">202<"))
        #expect(!(await flow.browser.get("/smart-pbx/contracts/N100000001?q=201")).text.contains(">202<"))
    }

    @Test func `ORD-10 a slow order is said to be`() async throws {
        let flow = try await ordered()
        flow.site.clock.advance(.minutes(5))
        #expect((await flow.browser.get("/orders/200000000001")).words.contains("工事完了まで時間がかかっています。"))
    }

    @Test func `ORD-12 after an error the same is ordered again, and agreed to again`() async throws {
        let flow = try await ordered()
        try await build(flow, mode: .refuse)
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.words.contains("エラー") && order.words.contains("設備に空きがなく"))
        await flow.browser.post("\(OrderingFlow.path)/again", [("order", "200000000001")])
        #expect(try await flow.follow().heading == "お申し込みにあたってのご確認")
        await flow.send("agreement", [("agree", "yes"), ("seen", flow.browser.page.value(of: "seen") ?? "")])
        await flow.browser.get("\(OrderingFlow.path)/check?draft=2")
        #expect(flow.browser.page.heading == "お申し込み内容確認" && flow.browser.page.words.contains("千代田区千代田1-1"))
        await flow.send("check", [])
        #expect(try await flow.follow().text.contains("N100000002"))
    }

    @Test func `OHIST-1 the history is filtered, and its file says the same`() async throws {
        let flow = try await ordered()
        let list = await flow.browser.get("/orders")
        #expect(list.text.contains("200000000001"))
        for (query, isThere) in [
            ("service=smartPBX", true), ("service=ipVoice", false), ("state=acknowledged", true),
            ("state=failed", false),
            ("contract=n100000001", true), ("contract=N100000002", false), ("q=pbx@", true), ("q=%25", false),
            ("from=2026-11-21&to=2026/11/21", true), ("from=2026-11-22", false), ("before=200000000001", false),
        ] {
            let page = await flow.browser.get("/orders?\(query)")
            #expect(page.text.contains("href=\"/orders/200000000001\"") == isThere, "\(query)")
            let file = await flow.browser.get("/orders/export.csv?\(query)")
            #expect(file.text.contains("200000000001") == isThere, "\(query)")
        }
        #expect((await flow.browser.get("/orders?from=x")).problems.count == 1)
    }

    @Test func `RIGHT-3 orders are those of services and contracts in one's scope`() async throws {
        let flow = try await ordered([Grant(.everything, .edit)])
        for (address, grants, isThere) in [
            ("a@example.jp", [Grant(.everything, .view)], true),
            ("b@example.jp", [Grant(.service(.ipVoice), .edit)], false),
            ("c@example.jp", [Grant(.contracts([.first]), .view)], true), ("d@example.jp", [], false),
        ] {
            try flow.site.addAccount(address, of: flow.company, grants: grants)
            let browser = try await flow.site.signedIn(address)
            #expect((await browser.get("/orders")).text.contains("200000000001") == isThere, "\(address)")
            #expect((await browser.get("/orders/200000000001")).status == (isThere ? .ok : .notFound), "\(address)")
            #expect((await browser.get("/dashboard")).text.contains("200000000001") == isThere, "\(address)")
        }
    }

    @Test func `HOURS-3 maintenance is on every page from a week before`() async throws {
        let flow = try await OrderingFlow()
        let begin = flow.site.clock.now + .days(7)
        try await flow.site.services.database.write {
            _ = try MaintenanceStore.add(from: begin + .seconds(1), to: begin + .hours(1), of: nil, "設備の更改", $0)
        }
        #expect(!(await flow.browser.get("/orders")).words.contains("設備の更改"))
        flow.site.clock.advance(.seconds(1))
        for path in ["/orders", "/dashboard", "\(OrderingFlow.path)/agreement"] {
            #expect((await flow.browser.get(path)).words.contains("設備の更改"), "\(path)")
        }
    }

    @Test func `A draft can be given up`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        #expect((await flow.browser.get("/orders")).words.contains("作成中のお申し込み"))
        await flow.browser.post("/orders/draft-removal", [("draft", "1")])
        #expect(try await !flow.follow().words.contains("作成中のお申し込みがあります"))
        #expect(try flow.count("order_draft") == 0)
        #expect((await flow.browser.post("/orders/draft-removal", [("draft", "1")])).status == .notFound)
    }

    @Test func `ORD-8 a draft goes after 90 days, and its author is told a week before, once`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        let duties = flow.site.product.duties
        let warning = try #require(duties.first { "\($0.name)" == "drafts of orders" })
        let housekeeping = try #require(duties.first { "\($0.name)" == "ordering housekeeping" })
        flow.site.clock.advance(.days(83))
        try await warning.run(flow.site.services)
        #expect(try flow.site.mails("order.draft").isEmpty)
        flow.site.clock.advance(.seconds(1))
        for _ in 0..<2 { try await warning.run(flow.site.services) }
        #expect(try flow.site.mails("order.draft").map(\.recipient) == ["pbx@example.jp"])
        #expect(try flow.site.lastMail("order.draft").body.contains("2027年2月19日に削除されます"))
        flow.site.clock.advance(.days(7))
        try await housekeeping.run(flow.site.services)
        #expect(try flow.count("order_draft") == 0)
    }
}
