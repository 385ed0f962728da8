import CivilCalendar
import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// 付加機能の追加 and 廃止 as a person goes through them.
@Suite struct OfficeLinkPageTests {
    private static let menu = "/smart-pbx/orders?contract=N100000001"

    /// What the contract has without an order.
    private static func link(_ flow: ChangeFlow) async throws {
        try await flow.site.services.database.write { database in
            try database.run(
                "INSERT INTO smart_pbx_office_link (code, contractor, agreed_on) VALUES (?1, '株式会社みなと', 20000)",
                ChangeFlow.code)
        }
    }

    @Test func `LINK-1 LINK-3 added by name and tick, from the agreement to 完了, with its fees`() async throws {
        let flow = try await ChangeFlow("feature")
        try await flow.site.services.database.write { try PriceStore.set(.ofTerms, $0) }
        let menu = await flow.browser.get(Self.menu)
        #expect(menu.text.contains("/smart-pbx/orders/feature/agreement") && !menu.text.contains("feature-end"))
        let page = try await flow.agree()
        #expect(page.heading == "追加する付加機能" && page.words.contains("100チャネル（全体チャネル数とは別）"))
        await flow.send("extensions", [("contractor", " ")])
        #expect(
            flow.browser.page.problems == [
                "オフィスリンクのご契約者名を入力してください。", "オフィスリンクのご契約者の承諾を得て、チェックを入れてください。",
            ])
        let check = try await flow.check([("contractor", "株式会社みなと"), ("consent", "yes")])
        for words in [
            "付加機能の追加", "なし → あり（追加）", "0チャネル → 100チャネル（追加）", "株式会社みなと（2026年11月27日に承諾を確認）",
            "100,000円110,000円", "50,000円55,000円", "45番号 → 45番号（変更なし）",
        ] { #expect(check.words.contains(words), "\(words) in \(check.words)") }
        await flow.send("check", [("fees", check.value(of: "fees") ?? "")])
        #expect(try await flow.follow().heading == "お申し込み完了", "\(flow.browser.page.words)")
        let record = try #require(try flow.record())
        #expect(record.officeLink == OfficeLink.Consent("株式会社みなと", on: Moment.november(27, 0).day))
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.words.contains("なし → あり（追加）"))
    }

    @Test func `LINK-3 ended by a tick, work free, and the contract's page shows it until then`() async throws {
        let flow = try await ChangeFlow("feature-end")
        try await flow.site.services.database.write { try PriceStore.set(.ofTerms, $0) }
        try await Self.link(flow)
        let contract = await flow.browser.get("/smart-pbx/contracts/N100000001")
        #expect(contract.words.contains("オフィスリンク間通信チャネル数100チャネル（全体チャネル数とは別）"), "\(contract.words)")
        #expect(contract.words.contains("株式会社みなと"))
        let menu = await flow.browser.get(Self.menu)
        #expect(menu.text.contains("/feature-end/agreement") && !menu.text.contains("/feature/agreement"))
        try await flow.agree()
        await flow.send("extensions", [])
        #expect(flow.browser.page.problems == ["「オフィスリンククラウド接続機能を廃止する」にチェックを入れてください。"])
        let check = try await flow.check([("endFeature", "yes")])
        for words in ["あり → なし（廃止）", "100チャネル → 0チャネル（廃止）", "無料", "50,000円55,000円"] {
            #expect(check.words.contains(words), "\(words) in \(check.words)")
        }
        await flow.send("check", [("fees", check.value(of: "fees") ?? "")])
        #expect(try await flow.follow().heading == "お申し込み完了")
        #expect(try flow.orders().first?.kind == .endFeature)
    }

    @Test func `LINK-1 before its day the menu has nothing of it, and an order is refused with a sentence`()
        async throws
    {
        let flow = try await ChangeFlow("feature")
        try await flow.agree()
        let eve = try #require(Moment(startOfDay: 23, month: 2, year: 2026))
        flow.site.clock.advance(eve + .hours(12) - flow.site.clock.now)
        let browser = try await flow.site.signedIn("pbx@example.jp")
        let menu = await browser.get(Self.menu)
        #expect(!menu.words.contains("付加機能") && !menu.words.contains("オフィスリンク"))
        let agreement = await browser.get("/smart-pbx/orders/feature/agreement?contract=N100000001")
        #expect(agreement.words.contains("付加機能は、まだお申し込みいただけません。"))
        #expect(!agreement.words.contains("オフィスリンク"))
    }

    @Test func `LINK-3 by policy the menu and the page send to the sales person`() async throws {
        let flow = try await ChangeFlow("feature", officeLinkOrders: false)
        let sentence = "オフィスリンククラウド接続機能の追加は、営業担当者にご相談ください。"
        let menu = await flow.browser.get(Self.menu)
        #expect(menu.words.contains(sentence) && !menu.text.contains("/feature/agreement"))
        let page = try await flow.agree()
        #expect(page.problems == [sentence] && !page.text.contains("name=\"contractor\""))
        // Whoever had the form before him.
        let form = [("draft", "1"), ("version", "1"), ("contractor", "株式会社みなと"), ("consent", "yes")]
        let refused = await flow.browser.post("/smart-pbx/orders/feature/extensions", form)
        #expect(refused.problems == [sentence] && refused.status == .unprocessableContent, "\(refused.words)")
    }
}
