import CivilCalendar
import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct TermsTests {
    private static let today = Moment.november(24, 12)

    private static func version(
        _ name: String, _ day: Int, _ text: String, _ document: ConsentDocument = .terms
    ) -> ConsentVersion {
        let date = CivilDate(daysSince1970: today.day.daysSince1970 + day)
        return ConsentVersion(document, version: name, from: date, text: text)
    }

    private static func add(_ versions: [ConsentVersion], at site: TestOrderingSite) throws {
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            for version in versions { try ConsentStore.add(version, at: now, database) }
        }
    }

    private func site() throws -> TestOrderingSite {
        let site = try TestOrderingSite()
        site.clock.advance(Self.today - site.clock.now)
        return site
    }

    private func announce(_ site: TestOrderingSite) async throws {
        try await #require(site.product.duties.first { "\($0.name)" == "terms to announce" }).run(site.services)
    }

    @Test func `FEE-6 a version is told of from 30 days before until it takes effect`() {
        let book = ConsentBook([
            Self.version("0", 0, "零"), Self.version("1", 1, "一"), Self.version("30", 30, "三十"),
            Self.version("31", 31, "三十一"), Self.version("p", 7, "七", .privacy),
        ])
        let announced = TermsNotice.announced(book, on: Self.today.day)
        #expect(announced.map(\.version) == ["1", "p", "30"])
    }

    @Test func `FEE-6 ORD-3 a document is about the services whose orders ask for it`() {
        for document in ConsentDocument.allCases {
            let ofVoice = OrderKind.all(of: .ipVoice).contains { VoiceOrder.documents(of: $0).contains(document) }
            let services =
                (SmartPBXOrders.documents.contains(document) ? [OrderedService.smartPBX] : [])
                + (ofVoice ? [.ipVoice] : [])
            #expect(document.services == services)
        }
    }

    @Test func `FEE-6 specimens stand in until the first version of a document takes effect`() {
        let specimen = Self.version("見本", -300, "見本")
        let book = ConsentBook([Self.version("1", 5, "一"), Self.version("2", 9, "二")], standIns: [specimen])
        let day = { (ahead: Int) in CivilDate(daysSince1970: Self.today.day.daysSince1970 + ahead) }
        #expect([0, 4, 5, 8, 9].map { book.version(of: .terms, on: day($0))?.version } == ["見本", "見本", "1", "1", "2"])
        #expect(book.all(of: .terms, on: day(0)).map(\.version) == ["見本", "1", "2"])
        #expect(book.all(of: .terms, on: day(5)).map(\.version) == ["1", "2"])
        #expect(book.all(of: .terms, on: day(5)).map { book.standing(of: $0, on: day(5)) } == [.inForce, .coming])
        #expect(book.predecessor(of: Self.version("1", 5, "一"))?.version == "見本")
        #expect(book.standing(of: specimen, on: day(5)) == .past)
    }

    @Test func `FEE-6 administrators of companies concerned are mailed once, restarted or not`() async throws {
        let site = try site()
        let (first, second, third) = (try site.addCompany(), try site.addCompany("別の会社"), try site.addCompany("電話"))
        try site.addSmartPBX(try #require(ContractCode("N100000001")), of: first, extensions: 2)
        try site.addSmartPBX(try #require(ContractCode("N100000002")), of: first, extensions: 2)
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            let code = try #require(ContractCode("N200000001"))
            let contract = VoiceContract(
                code: code, group: try #require(VoiceGroupCode("VG00000001")), type: .universalOne)
            let draft = try VoiceContractDraft(contract, bases: [try #require(PhoneNumber("0312345000"))])
            _ = try VoiceContractOperator.add(draft, of: third, at: now, database)
        }
        for (mail, company, isAdministrator) in [
            ("a@example.jp", first, true), ("b@example.jp", first, true), ("c@example.jp", first, false),
            ("d@example.jp", second, true), ("e@example.jp", third, true),
        ] { try site.addAccount(mail, of: company, isAdministrator: isAdministrator) }
        try Self.add([Self.version("2", 31, "二"), Self.version("p", 30, "p", .privacy)], at: site)
        try await announce(site)
        #expect(try site.mails("terms.coming").map(\.recipient) == ["a@example.jp", "b@example.jp", "e@example.jp"])
        try await announce(site)
        #expect(try site.mails("terms.coming").count == 3)
        // The next day the other one is 30 days ahead; a company without Smart PBX is not told of its terms.
        site.clock.advance(.days(1))
        for _ in 0..<2 { try await announce(site) }
        let mails = try site.mails("terms.coming")
        #expect(mails.map(\.recipient).suffix(2) == ["a@example.jp", "b@example.jp"] && mails.count == 5)
        let last = try #require(mails.last)
        #expect(last.subject.contains("「サービス約款」が2026年12月25日に新しくなります"))
        #expect(last.body.contains("https://localhost:8444/terms/comparison?document=terms&version=2\n"))
        // Another program on the same database, after a restart.
        let desk = OrderDesk(
            site.services, OrderPolicy(), clock: OrderingClock(site.services.now), consents: ConsentShelf(in: .japanese)
        )
        try await TermsAnnouncement(desk: desk).run()
        #expect(try site.mails("terms.coming").count == 5)
        // Who becomes an administrator meanwhile is told too; who has not activated the account yet is not.
        try site.addAccount("f@example.jp", of: first, isAdministrator: true)
        try site.addAccount("g@example.jp", of: first, isAdministrator: true, password: nil)
        for _ in 0..<2 { try await announce(site) }
        #expect(try site.mails("terms.coming").map(\.recipient).suffix(2) == ["f@example.jp", "f@example.jp"])
        #expect(try site.mails("terms.coming").count == 7)
    }

    @Test func `FEE-6 the dashboard tells of what is about the company's services, until it is in force`() async throws
    {
        let site = try site()
        let (company, other) = (try site.addCompany(), try site.addCompany("別の会社"))
        try site.addSmartPBX(try #require(ContractCode("N100000001")), of: company, extensions: 2)
        try site.addAccount("a@example.jp", of: company)
        try site.addAccount("b@example.jp", of: other)
        try Self.add([Self.version("2", 1, "二")], at: site)
        let sentence = "「サービス約款」が2026年11月25日に新しくなります。"
        let (browser, stranger) = (try await site.signedIn("a@example.jp"), try await site.signedIn("b@example.jp"))
        let page = await browser.get("/dashboard")
        #expect(page.words.contains(sentence) && page.text.contains("/terms/comparison?document=terms&amp;version=2"))
        #expect(!(await stranger.get("/dashboard")).words.contains(sentence))
        site.clock.advance(.november(25, 0) - site.clock.now)
        let later = try await site.signedIn("a@example.jp")
        #expect((await later.get("/dashboard")).words.contains("お知らせはありません。"))
    }

    @Test func `FEE-6 anybody reads the versions and what is between them, in words and in marks`() async throws {
        let site = try site()
        let old = "第1条 同じ\n第2条 拠点番号の組合せであって、通信に利用される番号\n第3条 消える段落"
        let new = "第1条 同じ\n第2条 拠点番号の組合せ又は内線番号であって、通信に利用される番号\n附則 加わる段落。この改正規定は本日から実施します。"
        try Self.add([Self.version("旧 1", -9, old), Self.version("新&2", 9, new)], at: site)
        let browser = site.browser()
        let list = await browser.get("/terms")
        for words in ["新&amp;2版", "これから適用", "適用中", "2026年12月3日", "プライバシーポリシー"] { #expect(list.text.contains(words)) }
        let path = "/terms/comparison?document=terms&version=%E6%96%B0%262"
        let page = await browser.get(path)
        #expect(page.words.contains("変更1か所、削除1か所、追加1か所です。") && page.words.contains("（略）"))
        #expect(page.text.contains("又は内線番号<span class=\"unseen\">（ここまで）</span></ins>"))
        #expect(page.text.contains("<del><span class=\"unseen\">（削除ここから）</span>第3条 消える段落"))
        #expect(!page.words.contains("第1条 同じ"))
        #expect((await browser.get(path + "&whole=yes")).words.contains("第1条 同じ"))
        let version = await browser.get("/terms/version?document=terms&version=%E6%96%B0%262")
        #expect(version.words.contains("2026年12月3日から適用されます。") && version.words.contains("附則 加わる段落"))
        for wrong in [
            "/terms/version?document=terms&version=3", "/terms/version?document=else&version=2", "/terms/version",
            "/terms/comparison",
        ] {
            #expect((await browser.get(wrong)).status == .notFound)
        }
    }

    @Test func `FEE-1 ORD-2 anybody reads the price book of today, and what is known to change`() async throws {
        let site = try site()
        let today = Self.today.day
        let next = CivilDate(daysSince1970: today.daysSince1970 + 5)
        let prices = [
            Price(
                .extension, "ID利用料", per: .id, 300, from: CivilDate(daysSince1970: 20_000),
                until: CivilDate(daysSince1970: next.daysSince1970 - 1), source: "別表"),
            Price(.extension, "ID利用料", per: .id, 330, from: next, source: "別表"),
        ]
        try site.services.database.writeAndWait {
            try PriceStore.set(PriceBook(PriceBook.ofTerms.prices + prices), $0)
        }
        let page = await site.browser().get("/terms/prices")
        for words in [
            "2026年11月24日の料金", "料金表は2026年2月24日版です。", "ID利用料1ID300円10%", "これから適用　2026年11月29日から",
            "工事費（利用の開始）1オンネットグループ14,000円10%",
        ] { #expect(page.words.contains(words), "\(words): \(page.words)") }
        // What is over is not told, and nothing costs 0円.
        #expect(!page.words.contains("4,200円") && !page.text.contains(">0円"))
        #expect(page.words.contains("無料"))
    }

    @Test func `FEE-6 ORD-3 a version that is imported while the form is open asks again, and its SHA-256 is kept`()
        async throws
    {
        let flow = try await OrderingFlow(at: 12)
        try await flow.toCheck()
        let version = Self.version("2026-11-24", 0, "新しい約款")
        try Self.add([version], at: flow.site)
        await flow.send("check", [])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/agreement?draft=1")
        let page = try await flow.follow()
        #expect(page.words.contains("「サービス約款」が新しくなりました。") && page.words.contains("新しい約款"))
        await flow.send("agreement", [("agree", "yes"), ("seen", page.value(of: "seen") ?? "")])
        try await flow.follow()
        await flow.send("check", [])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/done?order=200000000001")
        let kept = try flow.site.services.database.read { database in
            try database.query(
                "SELECT version, sha256, account, client FROM service_order_consent WHERE document = 'terms'"
            ) { [$0.text(0), $0.text(1), $0.text(2), $0.text(3)] }
        }
        #expect(kept == [["2026-11-24", version.sha256, "pbx@example.jp", "192.0.2.1"]])
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.text.contains("/terms/version?document=terms&amp;version=2026-11-24"))
    }
}
