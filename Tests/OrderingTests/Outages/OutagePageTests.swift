import CivilCalendar
import Exchange
import Foundation
import HTTP
@testable import Ordering
import SQLite
@testable import Shell
import Telephony
import TestSite
import Testing

/// LIAB-2: what people see of outages.
@Suite struct OutagePageTests {
    private static let second = ContractCode.first.next ?? .first
    private let site: TestOrderingSite
    private let company: Int

    /// It is 2026-11-24, 12:00.
    init() throws {
        site = try TestOrderingSite()
        site.clock.advance(.november(24, 12) - site.clock.now)
        company = try site.addCompany()
        try site.addSmartPBX(of: company, extensions: 45)
        try site.addSmartPBX(Self.second, of: company, extensions: 2)
        try site.addAccount("all@example.jp", of: company, grants: [Grant(.service(.smartPBX), .view)])
    }

    private func setPrice(_ amount: Int) throws {
        let first = try #require(CivilDate(year: 2026, month: 1, day: 1))
        let price = Price(.extension, "内線番号の利用料", per: .id, amount, from: first, source: "T")
        try site.services.database.writeAndWait { try PriceStore.set(PriceBook([price]), $0) }
    }

    @discardableResult
    private func add(
        _ known: Moment, of code: ContractCode = .first, until recovered: Moment? = nil,
        _ reach: Outage.Reach = .whole, _ cause: Outage.Cause = .ours, text: String = ""
    ) throws -> OutageRecord {
        var draft = OutageOperator.Draft(code, knownAt: known, recoveredAt: recovered, reach, cause)
        draft.text = text
        let (written, now) = (draft, site.clock.now)
        return try site.services.database.writeAndWait { try OutageOperator.add(written, at: now, $0) }
    }

    @Test func `LIAB-2 a past outage tells its times, that it fits the terms, and 目安 with its reckoning`() async throws
    {
        try setPrice(300)
        try add(.november(10, 9), until: .november(12, 14, 20), text: "交換機の故障です。")
        let page = await (try await site.signedIn("all@example.jp")).get("/outages")
        #expect(page.status == .ok && page.heading == "障害の記録")
        for words in [
            "2026年11月10日 09:00", "2026年11月12日 14:20", "53時間20分続きました。2026年11月11日 09:00に連続24時間に達しました。", "交換機の故障です。",
            "あてはまります。", "990円", "2026年11月10日から2日分：月額料金14,850円（税込）÷30日×2日",
            "内線番号の利用料：1IDごとに300円×45ID＝13,500円（税込14,850円）", "2日分です。",
            "このページは、損害賠償の対象になるかどうかも、金額も決めません。お客様からのご請求を受けて、当社が約款に基づいて決めます。",
            "ご請求の方法と期限は、約款をご確認ください。\(site.services.site.contact)",
        ] { #expect(page.words.contains(words), "\(words)") }
        #expect(page.text.contains("<progress class=\"progress\" max=\"1440\" value=\"1440\""))
        #expect(!page.words.contains("継続中"))
    }

    @Test func `LIAB-2 the clock of one that goes on runs to 24 hours, and from then on there is 目安`() async throws {
        try setPrice(300)
        try add(.november(23, 16), text: "")
        let browser = try await site.signedIn("all@example.jp")
        let before = await browser.get("/outages")
        for words in [
            "継続中", "知った時刻から20時間0分たちました。2026年11月24日 16:00に連続24時間に達します。", "まだあてはまりません。",
        ] { #expect(before.words.contains(words), "\(words)") }
        #expect(before.text.contains("max=\"1440\" value=\"1200\""))
        #expect(!before.words.contains("計算のしかた"))
        site.clock.advance(.hours(4) - .seconds(1))
        let later = try await site.signedIn("all@example.jp")
        let last = await later.get("/outages").words
        #expect(last.contains("まだあてはまりません。") && last.contains("知った時刻から23時間59分たちました。"))
        site.clock.advance(.seconds(1))
        let page = await later.get("/outages")
        for words in ["知った時刻から24時間0分たちました。2026年11月24日 16:00に連続24時間に達しました。", "495円（いままでの分）"] {
            #expect(page.words.contains(words), "\(words)")
        }
        #expect(!page.words.contains("あてはまりません"))
    }

    @Test func `LIAB-2 why an outage does not fit the terms is said, all of it, and no amount`() async throws {
        try setPrice(300)
        try add(.november(1, 9), until: .november(2, 8, 59, 59), .part, .customer)
        let page = await (try await site.signedIn("all@example.jp")).get("/outages")
        for words in [
            "23時間59分59秒で回復しました。連続24時間に達していません。", "あてはまりません。", "全く利用できない状態（すべての通信に著しい支障",
            "当社の責めに帰すべき理由によるものではありません（お客様）。", "連続24時間に達する前に回復しました。", "一部",
        ] { #expect(page.words.contains(words), "\(words)") }
        #expect(!page.words.contains("計算のしかた") && !page.words.contains("別途ご案内"))
    }

    @Test func `LIAB-2 where a part has no price, or the contract is over, 目安 is 別途ご案内`() async throws {
        try add(.november(10, 9), until: .november(12, 14))
        let browser = try await site.signedIn("all@example.jp")
        #expect((await browser.get("/outages")).words.contains("目安別途ご案内"))
        try setPrice(300)
        #expect((await browser.get("/outages")).words.contains("990円"))
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            try SmartPBXChangeStore.end(.first, database)
            try ServiceContractStore.end(.first, at: now, database)
        }
        #expect((await browser.get("/outages")).words.contains("目安別途ご案内"))
    }

    @Test func `LIAB-2 an outage that goes on ends with its contract, and none is recorded after it`() async throws {
        try setPrice(300)
        try add(.november(24, 9))
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            try SmartPBXChangeStore.end(.first, database)
            try ServiceContractStore.end(.first, at: now, database)
        }
        site.clock.advance(.days(2))
        let words = await (try await site.signedIn("all@example.jp")).get("/outages").words
        #expect(words.contains("3時間0分で回復しました。") && !words.contains("継続中"), "\(words)")
        #expect(throws: OutageOperator.Problem.self) { try add(.november(25, 9), until: .november(26, 9)) }
        #expect(throws: OutageOperator.Problem.self) { try add(now) }
    }

    @Test func `LIAB-2 RIGHT-3 outages are seen of the contracts in one's scope, and by no other company`() async throws
    {
        try add(.november(10, 9), until: .november(10, 10), text: "一つ目")
        try add(.november(11, 9), of: Self.second, text: "二つ目")
        let other = try site.addCompany("別の会社")
        try site.addAccount("part@example.jp", of: company, grants: [Grant(.contracts([.first]), .view)])
        try site.addAccount("other@example.jp", of: other, grants: [Grant(.everything, .edit)])
        try site.addAccount("voice@example.jp", of: company, grants: [Grant(.service(.ipVoice), .edit)])
        let all = await (try await site.signedIn("all@example.jp")).get("/outages").words
        #expect(all.contains("一つ目") && all.contains("二つ目"))
        let part = try await site.signedIn("part@example.jp")
        let own = await part.get("/outages").words
        #expect(own.contains("一つ目") && !own.contains("二つ目") && !own.contains(Self.second.text))
        #expect(!(await part.get("/dashboard")).words.contains("続いている障害"))
        let foreign = await (try await site.signedIn("other@example.jp")).get("/outages")
        #expect(foreign.words.contains("障害の記録はありません。") && !foreign.words.contains("一つ目"))
        let voice = try await site.signedIn("voice@example.jp")
        #expect((await voice.get("/outages")).status == .forbidden)
        #expect(!(await voice.get("/dashboard")).text.contains("/outages"))
    }

    @Test func `LIAB-2 the dashboard leads there, and says while one goes on`() async throws {
        let browser = try await site.signedIn("all@example.jp")
        let quiet = await browser.get("/dashboard")
        #expect(quiet.text.contains("<a href=\"/outages\">障害の記録</a>") && quiet.words.contains("お知らせはありません。"))
        let running = try add(.november(23, 16))
        let page = await browser.get("/dashboard").words
        #expect(page.contains("いま続いている障害が1件あります。") && !page.contains("お知らせはありません。"))
        let now = site.clock.now
        _ = try site.services.database.writeAndWait {
            try OutageOperator.end(running.id, at: .november(24, 11), noted: now, $0)
        }
        #expect(!(await browser.get("/dashboard")).words.contains("続いている障害"))
    }

    @Test func `LIAB-2 a long list has pages, those that go on first`() async throws {
        for day in 1...21 { try add(.november(day, 9), until: .november(day, 10), text: "その\(day)。") }
        try add(.november(1, 8), of: Self.second, text: "続くもの。")
        let browser = try await site.signedIn("all@example.jp")
        let first = await browser.get("/outages").words
        let (running, newest) = (first.range(of: "続くもの。"), first.range(of: "その21。"))
        #expect(try #require(running).lowerBound < (try #require(newest)).lowerBound)
        #expect(!first.contains("その2。") && first.contains("全22件のうち1〜20件目"))
        let last = await browser.get("/outages?page=2").words
        #expect(last.contains("その1。") && last.contains("その2。") && !last.contains("その3。"))
    }

    @Test func `LIAB-2 AUTH-12 what the operator records of an outage stands in 操作履歴 in words`() async throws {
        try site.addAccount("kanri@example.jp", of: company, isAdministrator: true, grants: [Grant(.everything, .view)])
        let running = try add(.november(23, 16))
        let now = site.clock.now
        _ = try site.services.database.writeAndWait {
            try OutageOperator.end(running.id, at: .november(24, 11), noted: now, $0)
        }
        let rows = await (try await site.signedIn("kanri@example.jp")).get("/history").rows
        #expect(rows.contains { $0.contains("障害の記録 N100000001") && $0.contains("2026-11-23 16:00:00 -") }, "\(rows)")
        #expect(rows.contains { $0.contains("障害の回復時刻の記録") && $0.contains("2026-11-24 11:00:00") }, "\(rows)")
    }
}
