import Exchange
import Foundation
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Companies with very many contracts and drafts: pages show a part of them, and say how many there are.
@Suite struct LongListTests {
    private static let contracts = 1_234

    /// A company with so many contracts of one extension each, but for the last, which is still to be built.
    private func site() async throws -> (site: TestOrderingSite, company: Int, codes: [ContractCode]) {
        let site = try TestOrderingSite()
        let company = try site.addCompany()
        let other = try site.addCompany("株式会社よその")
        let codes = try (1...Self.contracts).map { try #require(ContractCode("N\(200_000_000 + $0)")) }
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 3))
        let line = Extension(
            number: try ExtensionNumber.read(site: "22", device: "201", in: plan).get(), device: .smartphone)
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            for code in codes {
                try ServiceContractStore.add(code, of: company, .smartPBX, at: now, database)
                guard code != codes.last else { continue }
                try SmartPBXStore.add(code, plan, [line], addedChannels: 0, database)
                try ServiceContractStore.open(code, at: now, database)
            }
            try ServiceContractStore.add(.first, of: other, .smartPBX, at: now, database)
        }
        return (site, company, codes)
    }

    private func shown(_ page: TestPage, _ path: String) -> [String] {
        page.text.components(separatedBy: "href=\"\(path)").dropFirst().compactMap {
            $0.components(separatedBy: "\"").first
        }
    }

    @Test func `Of 1,234 contracts the dashboard shows ten and the list a hundred a page`() async throws {
        let (site, company, codes) = try await site()
        try site.addAccount("pbx@example.jp", of: company, grants: [Grant(.service(.smartPBX), .view)])
        let browser = try await site.signedIn("pbx@example.jp")
        let dashboard = await browser.get("/dashboard")
        #expect(shown(dashboard, "/smart-pbx/contracts/") == codes.prefix(10).map(\.text))
        #expect(dashboard.words.contains("全1,234件を見る"))
        let first = await browser.get("/smart-pbx/contracts")
        #expect(shown(first, "/smart-pbx/contracts/") == codes.prefix(100).map(\.text))
        #expect(first.words.contains("全1,234件のうち1〜100件目を表示しています。"))
        let last = await browser.get("/smart-pbx/contracts?page=13")
        #expect(shown(last, "/smart-pbx/contracts/") == codes.suffix(34).map(\.text))
        #expect(last.words.contains("1番号") && last.words.contains("工事待ち"))
        // A list that has become shorter, and whatever was typed.
        #expect(shown(await browser.get("/smart-pbx/contracts?page=99"), "/smart-pbx/contracts/").count == 34)
        #expect(shown(await browser.get("/smart-pbx/contracts?page=-1"), "/smart-pbx/contracts/").count == 100)
    }

    @Test func `RIGHT-3 single contracts among very many are all that their people see`() async throws {
        let (site, company, codes) = try await site()
        let own = [codes[4], codes[1_200]]
        try site.addAccount("ichibu@example.jp", of: company, grants: [Grant(.contracts(Set(own)), .edit)])
        try site.addAccount("voice@example.jp", of: company, grants: [Grant(.service(.ipVoice), .edit)])
        let browser = try await site.signedIn("ichibu@example.jp")
        for path in ["/dashboard", "/smart-pbx/contracts"] {
            let page = await browser.get(path)
            #expect(shown(page, "/smart-pbx/contracts/") == own.map(\.text))
            #expect(!page.words.contains("件を見る") && !page.words.contains("件目"))
        }
        let dashboard = await (try site.signedIn("voice@example.jp")).get("/dashboard")
        #expect(dashboard.words.contains("ご覧いただけるご契約はまだありません。"))
    }

    @Test func `Of 1,001 drafts ten stand above the history, and the list has them all`() async throws {
        let flow = try await OrderingFlow()
        let (company, now) = (flow.company, flow.site.clock.now)
        try flow.site.services.database.writeAndWait { database in
            for place in 1...1_001 {
                let applicant = Applicant(company: company, account: "a\(place)@example.jp", client: "192.0.2.1")
                _ = try OrderDraftStore.begin(
                    .smartPBX, .new, OrderAnswers(), by: applicant, at: now + .seconds(place), database)
            }
        }
        #expect((await flow.browser.get("/dashboard")).words.contains("作成中のお申し込みが1,001件あります。"))
        let history = await flow.browser.get("/orders")
        let draft = "/smart-pbx/orders/new/check?draft="
        #expect(shown(history, draft) == (992...1_001).reversed().map { "\($0)" })
        #expect(history.words.contains("作成中のお申し込みを全1,001件見る"))
        #expect(shown(await flow.browser.get("/orders/drafts"), draft).count == 100)
        let last = await flow.browser.get("/orders/drafts?page=11")
        #expect(shown(last, draft) == ["1"] && last.words.contains("a1@example.jp"))
        await flow.browser.post("/orders/draft-removal", [("draft", "1"), ("list", "all")])
        #expect(flow.browser.page.location == "/orders/drafts")
        #expect(try await flow.follow().words.contains("全1,000件のうち1〜100件目を表示しています。"))
        try flow.site.addAccount("voice@example.jp", of: flow.company, grants: [Grant(.service(.ipVoice), .edit)])
        let voice = try await flow.site.signedIn("voice@example.jp")
        #expect((await voice.get("/orders/drafts")).words.contains("作成中のお申し込みはありません。"))
        #expect(!(await voice.get("/dashboard")).words.contains("作成中のお申し込み"))
        #expect((await voice.post("/orders/draft-removal", [("draft", "2")])).status == .notFound)
    }

    @Test func `HOURS-2 ORD-8 however many drafts are due, all are handed in or told of at once`() async throws {
        let flow = try await OrderingFlow(at: 23)
        try await flow.toCheck()
        let (company, clock, services) = (flow.company, flow.site.clock, flow.site.services)
        let opening = Moment.november(25, 2)
        try services.database.writeAndWait { database in
            let typed = try #require(try OrderDraftStore.find(1, of: company, database)).answers
            for place in 0..<130 {
                let applicant = Applicant(company: company, account: "pbx@example.jp", client: "192.0.2.1")
                let draft = try OrderDraftStore.begin(
                    .smartPBX, .new, place < 50 ? typed : OrderAnswers(), by: applicant, at: clock.now, database)
                if place < 50 {
                    _ = try OrderDraftStore.submit(
                        draft, of: company, by: "pbx@example.jp", at: opening, from: "192.0.2.1", seeing: nil,
                        database)
                }
            }
        }
        clock.advance(opening - clock.now)
        try await #require(flow.site.product.duties.first { "\($0.name)" == "orders to submit" }).run(services)
        #expect(try flow.count("service_order") == 50)
        clock.advance(.days(83))
        try await #require(flow.site.product.duties.first { "\($0.name)" == "drafts of orders" }).run(services)
        #expect(try flow.site.mails("order.draft").count == 81)
    }

    @Test(arguments: [
        (
            """
            EXPLAIN QUERY PLAN SELECT code, company_id, service, state, ordered_at, opened_at FROM service_contract
            WHERE company_id = 1 AND service = 'smartPBX' AND state IN ('ordered', 'open') AND (1 OR code IN (SELECT 1))
            ORDER BY code LIMIT 10 OFFSET 0
            """ as StaticString, "service_contract_there (company_id=? AND service=?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT count(*) FROM service_contract
            WHERE company_id = 1 AND service = 'smartPBX' AND state IN ('ordered', 'open') AND (1 OR code IN (SELECT 1))
            """, "COVERING INDEX service_contract_there (company_id=? AND service=?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT number FROM service_order
            WHERE company_id = 1 AND state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation')
                AND (service IN ('smartPBX') OR contract IN ('N1')) ORDER BY number DESC LIMIT 10
            """, "service_order_of_company_under_way (company_id=?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT number FROM service_order WHERE state = 'acknowledged' AND is_handed_over = 0
            ORDER BY applied_at, number LIMIT 100
            """, "service_order_to_hand_over"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT number FROM service_order
            WHERE state IN ('acknowledged', 'scheduled', 'inProgress') AND applied_at <= 9
                AND coalesce(begins_at, 9) <= 9 AND is_told_slow = 0
            ORDER BY applied_at, number
            """, "service_order_to_tell_of (applied_at<?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT count(*) FROM service_order
            WHERE state IN ('acknowledged', 'scheduled', 'inProgress') AND is_told_slow = 1
            """, "service_order_told_of"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT id, company_id, account, service, kind, changed_at, submits_at FROM order_draft
            WHERE company_id = 1 AND order_number IS NULL
                AND (service IN (SELECT 'smartPBX') OR contract IN (SELECT 'N1'))
            ORDER BY changed_at DESC, id DESC LIMIT 10 OFFSET 0
            """, "order_draft_of_company (company_id=?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT count(*) FROM order_draft
            WHERE company_id = 1 AND order_number IS NULL
                AND (service IN (SELECT 'smartPBX') OR contract IN (SELECT 'N1'))
            """, "COVERING INDEX order_draft_of_company (company_id=?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT id FROM order_draft WHERE submits_at <= 9 AND service = 'smartPBX'
            ORDER BY submits_at, id LIMIT 20
            """, "order_draft_submits (submits_at<?)"
        ),
        (
            """
            EXPLAIN QUERY PLAN SELECT id, company_id, account, service, kind, changed_at, submits_at FROM order_draft
            WHERE changed_at < 9 AND is_told = 0 AND order_number IS NULL ORDER BY changed_at LIMIT 100
            """, "order_draft_age (changed_at<?)"
        ),
        ("EXPLAIN QUERY PLAN DELETE FROM order_draft WHERE changed_at < 9", "order_draft_age (changed_at<?)"),
    ])
    func `Among a million orders and drafts those looked for have an index`(sql: StaticString, index: String) throws {
        let site = try TestOrderingSite()
        let plan = try site.services.database.read { try $0.query(sql, row: { $0.text(3) }) }
        #expect(plan.contains { $0.contains(index) }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
