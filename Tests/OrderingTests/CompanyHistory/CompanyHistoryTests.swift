import Exchange
import Foundation
import HTTP
@testable import Ordering
import SQLite
@testable import Shell
import Telephony
import TestSite
import Testing

/// ACCT-4: 操作履歴 of a company.
@Suite struct CompanyHistoryTests {
    private let site: TestOrderingSite
    private let company: Int
    private let other: Int

    init() throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        other = try site.addCompany("見知らぬ株式会社")
        try site.addAccount("kanri@example.jp", of: company, isAdministrator: true)
        try site.addAccount("Hanako@example.jp", of: company)
    }

    private func write(
        _ event: AuditEvent, by account: String?, client: String = "192.0.2.9", subject: String = "",
        before: String? = nil, after: String? = nil, company other: Int? = nil
    ) throws {
        let actor = Actor(
            site: .ordering, tenant: other ?? company, account: account, client: client, at: site.clock.now)
        try site.services.database.writeAndWait {
            try actor.audit(event, subject: subject, before: before, after: after, $0)
        }
        site.clock.advance(.seconds(1))
    }

    @Test func `ACCT-4 an administrator reads what was done in the whole company, in words, and of no other`()
        async throws
    {
        try write("sign-in.failed", by: "foreign@example.jp", company: other)
        try write("order.submitted", by: "hanako@example.jp", subject: "200000000001", after: "N000000001")
        try write(
            "order.moved", by: nil, client: "automatic", subject: "200000000001", before: "acknowledged",
            after: "completed")
        try write("company.added", by: nil, client: "operator", subject: "株式会社あおぞら")
        let page = try await site.signedIn("kanri@example.jp").get("/history")
        #expect(page.heading == "操作履歴" && page.text.contains("御社のすべてのアカウント"))
        let rows = page.rows
        #expect(rows.count == 6, "\(rows)")
        #expect(rows[0].hasSuffix("ログイン メール kanri@example.jp 192.0.2.1"))
        #expect(rows[3].hasSuffix("企業の登録 株式会社あおぞら 運用者"))
        #expect(rows[4].hasSuffix("申し込みの状態の変化 200000000001 ： 受付完了 → 工事完了 自動"))
        #expect(rows[5].hasSuffix("申し込み 200000000001 ： N000000001 hanako@example.jp 192.0.2.9"))
        #expect(!page.text.contains("foreign@example.jp"))
    }

    @Test func `ACCT-4 everybody else reads what they did and what was done about their account, and nobody's address`()
        async throws
    {
        try write("sign-in.failed", by: "kanri@example.jp")
        try write("account.changed", by: "kanri@example.jp", subject: "kanri@example.jp", after: "x")
        try write(
            "account.changed", by: "kanri@example.jp", client: "203.0.113.5", subject: "Hanako@example.jp",
            before: "青空 花子 0312345678 user", after: "青空 華子 0312345678 administrator")
        try write("group.added", by: "kanri@example.jp", subject: "営業", after: "everything edit")
        try write("sign-in.failed", by: "hanako@example.jp", client: "198.51.100.7")
        try write("sign-in.failed", by: "hanako@example.jp", client: "198.51.100.8", company: other)
        let browser = try await site.signedIn("hanako@example.jp")
        let page = await browser.get("/history")
        #expect(page.text.contains("ご自身のアカウント"))
        let rows = page.rows
        #expect(rows.count == 5, "\(rows)")
        #expect(rows[3].hasSuffix("ログインの失敗 hanako@example.jp 198.51.100.7"))
        #expect(
            rows[4].hasSuffix(
                "アカウントの変更 Hanako@example.jp ： 青空 花子、03-1234-5678、一般ユーザ → 青空 華子、03-1234-5678、ポータル管理者 kanri@example.jp"))
        let file = await browser.get("/history/export.csv")
        for secret in ["203.0.113.5", "198.51.100.8", "営業"] {
            #expect(!page.text.contains(secret) && !file.text.contains(secret))
        }
        #expect(!page.text.contains("<option value=\"ユーザグループ\""))
    }

    @Test func `ACCT-4 操作履歴 is searched by words, kind and day, and goes into a file`() async throws {
        try write("order.submitted", by: "hanako@example.jp", subject: "200000000001", after: "N000000001")
        site.clock.advance(.days(1))
        let browser = try await site.signedIn("kanri@example.jp")
        let today = site.clock.now.dayText
        let searches = [
            ([("q", "ＨＡＮＡＫＯ")], 1), ([("kind", "申し込み")], 1), ([("kind", "ログイン・ログアウト")], 3),
            ([("from", today)], 3), ([("to", today)], 4), ([("q", "hanako ログイン")], 0),
        ]
        for (query, count) in searches {
            let page = await browser.get("/history?" + PercentEncoding.query(query))
            #expect(page.rows.count == count, "\(query): \(page.rows)")
        }
        let file = await browser.get("/history/export.csv?" + PercentEncoding.query([("kind", "申し込み")]))
        #expect(file.response.contentType == "text/csv; charset=utf-8")
        #expect(file.text.contains("\"操作したアカウント\",\"操作元\""))
        #expect(file.text.contains("\"申し込み\",\"200000000001\",\"\",\"N000000001\",\"hanako@example.jp\",\"192.0.2.9\""))
        #expect(await browser.get("/history?from=x").status == .unprocessableContent)
    }

    @Test(
        arguments: [
            ("account.added", nil, "青空 花子 0312345678 user", "青空 花子、03-1234-5678、一般ユーザ"),
            (
                "company.changed", "- ", "30 192.0.2.0/24,2001:db8::/32",
                "自動ログアウト サイトの標準、ネットワーク 制限しない → 自動ログアウト 30分、ネットワーク 192.0.2.0/24、2001:db8::/32"
            ),
            ("group.changed", "everything view", "smartPBX edit", "すべてのサービス：参照のみ → Smart PBX：参照・編集"),
            ("group.added", nil, "N000000001,N000000002 edit", "N000000001、N000000002：参照・編集"),
            ("second-factor.chosen", "mail", "app", "メール → 認証アプリ"),
            ("ordering.hold.set", nil, "2026-11-30", "2026-11-30"),
            ("of.an.older.program", "a", "b", "a → b"),
        ] as [(String, String?, String, String)])
    func `What the trail has stored is said in words`(line: (String, String?, String, String)) throws {
        let vocabularies = site.product.features.compactMap { $0.vocabulary?(.japanese) }
        let stored = History.Line(
            place: .newest, account: nil, client: "operator", event: line.0, subject: "", before: line.1,
            after: line.2)
        let entry = HistoryEntry(
            stored, in: History.Scope(all: .ordering, of: company, for: ""), HistoryVocabulary(vocabularies),
            .japanese)
        #expect(entry.change == line.3)
    }

    @Test func `Every page of a company's trail is read through an index`() throws {
        try site.services.database.read { database in
            func plan(_ sql: StaticString) throws -> [String] { try database.query(sql, row: { $0.text(3) }) }
            let whole = try plan(
                """
                EXPLAIN QUERY PLAN SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE site = 'ordering' AND tenant = 1 AND at >= 0 AND (at, id) < (9, 9)
                ORDER BY at DESC, id DESC LIMIT 51
                """)
            #expect(
                whole.count == 1 && whole[0].contains("audit_of_tenant (site=? AND tenant=? AND at>? AND at<?)"),
                "\(whole)")
            let own = try plan(
                """
                EXPLAIN QUERY PLAN SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE site = 'ordering' AND tenant = 1 AND number = 'a' AND at >= 0 AND (at, id) < (9, 9)
                UNION ALL
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE site = 'ordering' AND tenant = 1 AND subject = 'a' AND subject <> '' AND number IS NOT 'a'
                    AND at >= 0 AND (at, id) < (9, 9)
                ORDER BY at DESC, id DESC LIMIT 51
                """)
            for index in [
                "audit_of_account (site=? AND tenant=? AND number=?",
                "audit_about_account (site=? AND tenant=? AND subject=?",
            ] {
                #expect(own.contains { $0.contains(index + " AND at>? AND at<?)") }, "\(own)")
            }
            #expect(!own.contains { $0.contains("TEMP B-TREE") || $0.contains("SCAN") }, "\(own)")
        }
    }
}
