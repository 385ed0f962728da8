@testable import Contracts
import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct HistoryPageTests {
    let site: TestSite
    let contract: Int

    init() throws {
        site = try TestSite()
        contract = try site.addContract("0312340001", ["0312340002"], unit: .administratorAndUser)
    }

    private func write(
        _ event: AuditEvent, number: String? = nil, client: String = "192.0.2.9", subject: String = "",
        before: String? = nil, after: String? = nil, contract other: Int? = nil
    ) throws {
        let entry = AuditEntry(
            at: site.clock.now, contract: other ?? contract, number: number.flatMap { PhoneNumber($0) }, client: client,
            event: event, subject: subject, before: before, after: after)
        try site.services.database.writeAndWait { try AuditStore.write(entry, $0) }
    }

    @Test func `AUTH-12 the contract number reads what was done in the whole contract, newest first, in words`()
        async throws
    {
        let browser = try await site.signedIn("0312340001")
        site.clock.advance(.minutes(1))
        try write(
            "bulk-forwarding.destination", number: "0312340001", subject: "0312340002", after: "09012345678")
        site.clock.advance(.minutes(1))
        try write("bulk-forwarding.stop", client: "operator", before: "on", after: "off")
        site.clock.advance(.minutes(1))
        try write("telephone-menu.temporary-password", number: "0312340002", client: "telephone", subject: "0312340002")
        let page = await browser.get("/history")
        #expect(page.heading == "操作履歴")
        let rows = page.rows
        #expect(rows.count == 4)
        #expect(rows[0].hasSuffix("電話での仮パスワードの設定 03-1234-0002 03-1234-0002 電話"))
        #expect(rows[1].hasSuffix("一括転送の停止 開始 → 停止 運用者"))
        #expect(rows[2].hasSuffix("転送先電話番号の設定 03-1234-0002 ： 未登録 → 090-1234-5678 03-1234-0001 192.0.2.9"))
        #expect(rows[3].hasSuffix("ログイン パスワード 03-1234-0001 192.0.2.1"))
    }

    @Test func `AUTH-12 a user reads of its own number only, and nobody of another contract`() async throws {
        let other = try site.addContract("0312350001")
        try write("sign-in.failed", number: "0312350001", contract: other)
        try write("sign-in.failed", number: "0312340001")
        // 0312340002 was a number of the other contract once.
        try write("sign-in.failed", number: "0312340002", client: "198.51.100.77", contract: other)
        try write("bulk-forwarding.destination", number: "0312340001", subject: "0312340002", after: "09012345678")
        try write("telephone-menu.temporary-password", number: "0312340001", client: "telephone", subject: "0312340002")
        try write("password.changed", number: "0312340001", client: "203.0.113.5", subject: "0312340002")
        let browser = try await site.signedIn("0312340002")
        let page = await browser.get("/history")
        let rows = page.rows
        #expect(rows.count == 3)
        #expect(rows[0].hasSuffix("ログイン パスワード 03-1234-0002 192.0.2.1"))
        #expect(rows[1].hasSuffix("03-1234-0002 03-1234-0001"))
        #expect(rows[2].hasSuffix("電話での仮パスワードの設定 03-1234-0002 03-1234-0001 電話"))
        // Neither forwarding (AUTH-3) nor from where the administrator works is a user's business.
        for secret in ["090-1234-5678", "203.0.113.5", "198.51.100.77"] { #expect(!page.text.contains(secret)) }
        #expect(!page.text.contains("<option value=\"一括転送\""))
        let file = await browser.get("/history/export.csv")
        for secret in ["090-1234-5678", "203.0.113.5", "198.51.100.77"] { #expect(!file.text.contains(secret)) }
    }

    @Test func `AUTH-12 a new contract does not read what a removed one has left`() async throws {
        let database = site.services.database
        let draft = try ContractDraft(number: try #require(PhoneNumber("0312360001")))
        let now = site.clock.now
        let first = try database.writeAndWait { database in
            let id = try ContractsStore.add(draft, at: now, database)
            try ContractsStore.remove(draft.number, at: now, database)
            return id
        }
        let second = try database.writeAndWait { try ContractsStore.add(draft, at: now, $0) }
        #expect(second > first)
    }

    @Test func `Older lines come by the page, each once, also those of one moment`() async throws {
        let browser = try await site.signedIn("0312340001")
        for place in 1...120 {
            if place % 40 == 0 { site.clock.advance(.minutes(1)) }
            try write("number.add", client: "operator", subject: "number \(place)")
        }
        var path: String? = "/history"
        var seen: [String] = []
        var pages = 0
        while let next = path {
            let page = await browser.get(next)
            seen += page.rows
            pages += 1
            path = page.text.between("rel=\"next\" href=\"", "\"")?.replacingOccurrences(of: "&amp;", with: "&")
        }
        #expect(pages == 3)
        #expect(seen.count == 121)
        #expect(Set(seen).count == 121)
        #expect(seen[0].contains("number 120") && seen[119].contains("number 1 "))
        #expect(seen[120].contains("ログイン"))
    }

    @Test func `A search finds numbers however they are written, words, a kind and a time`() async throws {
        try write("bulk-forwarding.destination", number: "0312340001", subject: "0312340002", after: "09012345678")
        site.clock.advance(.days(1))
        try write("bulk-forwarding.start", number: "0312340001", before: "off", after: "on")
        let browser = try await site.signedIn("0312340001")
        let today = site.clock.now.dayText
        func count(_ query: [(String, String)]) async -> Int {
            (await browser.get("/history?" + PercentEncoding.query(query))).rows.count
        }
        for typed in ["090-1234-5678", "０９０１２３４", "転送先電話番号", "未登録 0002"] {
            #expect(await count([("q", typed)]) == 1, "\(typed)")
        }
        #expect(await count([("q", "一括転送の開始")]) == 1)
        #expect(await count([("q", "<script>")]) == 0)
        #expect(await count([("kind", "一括転送")]) == 2)
        #expect(await count([("kind", "一括転送"), ("q", "停止 → 開始")]) == 1)
        for written in [
            today, today.replacing("-", with: "/"), today.replacing("-", with: ""),
            site.clock.now.dateText(in: .japanese),
        ] {
            #expect(await count([("from", written)]) == 2)
            #expect(await count([("from", written), ("to", written)]) == 2)
        }
        let yesterday = (site.clock.now - .days(1)).dayText
        #expect(await count([("to", yesterday)]) == 1)
    }

    @Test func `A day is a day in Japan`() throws {
        let day = try #require(HistoryDay("2026年１１月２１日"))
        #expect(day.start.machineText == "2026-11-21T00:00:00+09:00")
        #expect(day.end.machineText == "2026-11-22T00:00:00+09:00")
        #expect(try #require(HistoryDay("2028-02-29")).start.dayText == "2028-02-29")
        for wrong in ["2026-02-29", "2026-13-01", "2026-04-31", "21.11.2026", "x", "2026-11", "99999-1-1", "２０２６"] {
            #expect(HistoryDay(wrong) == nil, "\(wrong)")
        }
    }

    @Test func `Every slip in a search is named at once, and what was typed stays`() async throws {
        let browser = try await site.signedIn("0312340001")
        let long = String(repeating: "あ", count: 101)
        let page = await browser.get(
            "/history?" + PercentEncoding.query([("q", long), ("from", "昨日"), ("to", "11/21")]))
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 3)
        #expect(page.value(of: "from") == "昨日")
        let backwards = await browser.get("/history?from=2026-11-21&to=2026-11-20")
        #expect(backwards.problems == ["終了日には、開始日と同じ日か、それより後の日を入力してください。"])
        #expect(await browser.get("/history?before=x-y&kind=%E3%81%82").status == .ok)
    }

    @Test func `A search looks at so many lines at a time and says how far it came`() async throws {
        let browser = try await site.signedIn("0312340001")
        let (contract, now) = (contract, site.clock.now)
        try site.services.database.writeAndWait { database in
            try database.run(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
                INSERT INTO audit (at, contract_id, client, event) SELECT ?2 + i, ?1, 'operator', 'number.add' FROM n
                """, contract, now.milliseconds, History.mostLooked)
        }
        let page = await browser.get("/history?q=192.0.2.1")
        #expect(page.rows.isEmpty)
        #expect(page.text.contains("までさかのぼって探しました"))
        let next = try #require(page.text.between("rel=\"next\" href=\"", "\"")).replacingOccurrences(
            of: "&amp;", with: "&")
        #expect((await browser.get(next)).rows.count == 1)
    }

    @Test func `The file holds what was searched for, and no cell is run as a formula`() async throws {
        let browser = try await site.signedIn("0312340001")
        try write("bulk-forwarding.upload", number: "0312340001", subject: "=cmd|' /C calc'!A0.csv", after: "7000")
        let page = await browser.get("/history/export.csv?" + PercentEncoding.query([("kind", "一括転送")]))
        #expect(page.response.fields["content-disposition"]?.contains("filename*=UTF-8''%E6%93%8D%E4%BD%9C") == true)
        let lines = page.text.components(separatedBy: "\r\n")
        #expect(lines[0].contains("\"日時\",\"操作\",\"対象\",\"変更前\",\"変更後\",\"操作した電話番号\",\"操作元\""))
        let time = site.clock.now.spreadsheetText
        #expect(
            lines[1]
                == "\"\(time)\",\"転送先電話番号の一括設定\",\"'=cmd|' /C calc'!A0.csv\",\"\",\"7,000番号\",\"03-1234-0001\",\"192.0.2.9\""
        )
        #expect(lines.count == 3)
        let refused = await browser.get("/history/export.csv?from=x")
        #expect(refused.status == .unprocessableContent)
    }

    @Test func `Nobody who is not signed in reads anything`() async throws {
        #expect(await site.browser().get("/history").location == "/login?next=%2Fhistory")
        #expect(await site.browser().get("/history/export.csv").status == .seeOther)
    }

    @Test func `Attempts on numbers that nobody has are forgotten after a season, all else stays`() async throws {
        try await site.browser().signIn("0399999999", "hikari7days")
        try await site.browser().signIn("0312340001", "hikari7days")
        site.clock.advance(.days(91))
        try await #require(site.product.duties.first { "\($0.name)" == "housekeeping" }).run(site.services)
        #expect(try site.auditEvents() == ["sign-in.failed"])
    }

    @Test func `Every page of the trail is read through an index`() throws {
        try site.services.database.read { database in
            func plan(_ sql: StaticString) throws -> [String] { try database.query(sql, row: { $0.text(3) }) }
            let whole = try plan(
                """
                EXPLAIN QUERY PLAN SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = 1 AND at >= 0 AND (at, id) < (9, 9) ORDER BY at DESC, id DESC LIMIT 51
                """)
            #expect(
                whole.count == 1 && whole[0].contains("audit_of_contract (contract_id=? AND at>? AND at<?)"), "\(whole)"
            )
            let own = try plan(
                """
                EXPLAIN QUERY PLAN SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = 1 AND number = '0' AND at >= 0 AND (at, id) < (9, 9)
                UNION ALL
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = 1 AND subject = '0' AND subject <> '' AND number IS NOT '0'
                    AND at >= 0 AND (at, id) < (9, 9)
                ORDER BY at DESC, id DESC LIMIT 51
                """)
            #expect(
                own.contains { $0.contains("audit_of_number (contract_id=? AND number=? AND at>? AND at<?)") }, "\(own)"
            )
            #expect(
                own.contains { $0.contains("audit_about_number (contract_id=? AND subject=? AND at>? AND at<?)") },
                "\(own)")
            #expect(!own.contains { $0.contains("TEMP B-TREE") || $0.contains("SCAN") }, "\(own)")
        }
    }
}
