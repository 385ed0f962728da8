import Foundation
import HTTP
@testable import Settings
@testable import Telephony
import TestSite
import Testing

@Suite struct BulkForwardingPageTests {
    @Test func `FWD-1 the list shows each number with its field, and why the monitor number has none`() async throws {
        let forwarding = try await ForwardingSite()
        let page = await forwarding.browser.get("/bulk-forwarding")
        #expect(page.status == .ok)
        #expect(page.heading == "転送先電話番号の設定")
        #expect(page.text.contains("転送先電話番号（03-1234-0001）</label>"))
        #expect(page.value(of: "destination-0312340005") == nil)
        #expect(page.text.contains("編集不可"))
        #expect(page.value(of: "q") == nil, "five numbers need no search")
    }

    @Test func `FWD-1 a destination is set however it is written, and shown the usual way`() async throws {
        let forwarding = try await ForwardingSite()
        let answer = await forwarding.set([1: "０９０－１２３４－５６７８"])
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/bulk-forwarding")
        let page = await forwarding.browser.get("/bulk-forwarding")
        #expect(page.value(of: "destination-0312340001") == "090-1234-5678")
        #expect(page.text.contains("設定を変更しました"))
    }

    @Test func `FWD-1 the whole page can be sent and only what differs is changed`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678", 2: "0612345678", 3: "", 4: ""])
        await forwarding.set([1: "090-1234-5678", 2: "", 3: "050-1234-5678", 4: ""])
        #expect(try forwarding.destinations() == ["09012345678", nil, "05012345678", nil, nil])
        let events = try forwarding.site.auditEvents().filter { $0.hasPrefix("bulk-forwarding") }
        #expect(events.count == 4)
    }

    @Test(arguments: [
        ("abc", "転送先電話番号（03-1234-0001）は数字で入力してください（ハイフンや空白は入れても構いません）。"),
        ("03123", "転送先電話番号（03-1234-0001）は数字10桁または11桁で入力してください（現在5桁）。"),
        ("312345678", "先頭の0がありません。"),
        ("0120123456", "着信課金サービス）は転送先に登録できません。"),
        ("0570000000", "転送先に登録できません。"), ("0033123456", "転送先に登録できません。"),
        ("+1 212 555 0100", "転送先に登録できません。"), ("110", "転送先に登録できません。"),
        ("#1234", "転送先に登録できません。"), ("09001234567", "使われていません。"),
        ("03-1234-0001", "転送元と同じ番号です。"),
    ])
    func `FWD-1 wrong input is answered with 422, its sentence and what was typed`(
        typed: String, sentence: String
    ) async throws {
        let forwarding = try await ForwardingSite()
        let page = await forwarding.set([1: typed, 2: "0612345678"])
        #expect(page.status == .unprocessableContent)
        #expect(page.title.hasPrefix("エラー："))
        #expect(page.problems.count == 1)
        #expect(page.problems.first?.contains(sentence) == true, "\(page.problems)")
        #expect(page.value(of: "destination-0312340001") == typed)
        #expect(page.value(of: "destination-0312340002") == "0612345678")
        #expect(try forwarding.destinations().allSatisfy { $0 == nil })
    }

    @Test(arguments: ["3", "99", "0", "-1", "9223372036854775807", "99999999999999999999", "x"])
    func `FWD-1 an address may ask for any page of the list and of the history`(page: String) async throws {
        let forwarding = try await ForwardingSite(numbers: 40)
        for turn in 1...21 { await forwarding.set([1: turn.isMultiple(of: 2) ? "" : "09012345678"]) }
        #expect(await forwarding.browser.get("/bulk-forwarding?page=\(page)").status == .ok)
        let history = await forwarding.browser.get("/bulk-forwarding/history?page=\(page)")
        #expect(history.status == .ok)
        #expect(history.text.contains("転送先の変更") || history.text.contains("1番号の転送先"))
    }

    @Test func `FWD-1 every wrong field of the page is named at once`() async throws {
        let forwarding = try await ForwardingSite()
        let page = await forwarding.set([1: "1", 2: "x", 3: "09012345678"])
        #expect(page.problems.count == 2)
    }

    @Test func `FWD-3 the monitor number is refused even when a form asks for it`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let page = await forwarding.browser.post(
            "/bulk-forwarding", [("destination-0312340005", "09012345678"), ("version-0312340005", "0-")])
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.first?.contains("監視用電話番号には転送先を登録できません。") == true)
    }

    @Test func `FWD-3 a loop is refused and shown with its numbers`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "0312340002", 2: "0312340003"])
        await forwarding.agree()
        let page = await forwarding.set([3: "0312340001"])
        #expect(page.status == .unprocessableContent)
        #expect(page.text.contains("03-1234-0003 → 03-1234-0001 → 03-1234-0002 → 03-1234-0003"))
        #expect(page.value(of: "destination-0312340003") == "0312340001")
        #expect(try forwarding.destinations()[2] == nil)
    }

    @Test func `security 37 a number of another contract is not found, and nothing is changed`() async throws {
        let forwarding = try await ForwardingSite()
        try forwarding.site.addContract("0399990001")
        await forwarding.browser.get("/bulk-forwarding")
        let page = await forwarding.browser.post(
            "/bulk-forwarding",
            [("destination-0399990001", "09012345678"), ("version-0399990001", "0-")]
                + forwarding.browser.page.row(1, "0612345678"))
        #expect(page.status == .notFound)
        #expect(try forwarding.destinations()[0] == nil)
    }

    @Test(arguments: ["", "x", "-1"])
    func `a form without a readable version is refused`(version: String) async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let page = await forwarding.browser.post(
            "/bulk-forwarding", [("destination-0312340001", "09012345678"), ("version-0312340001", version)])
        #expect(page.status == .badRequest)
    }

    @Test func `FWD-1 from 33 numbers on there are pages and a search`() async throws {
        let forwarding = try await ForwardingSite(numbers: 40)
        let first = await forwarding.browser.get("/bulk-forwarding")
        #expect(first.value(of: "q") == "")
        #expect(first.words.contains("全40件のうち1〜32件目"))
        let second = await forwarding.browser.get("/bulk-forwarding?page=2")
        #expect(second.value(of: "destination-0312340033") == "")
        #expect(second.value(of: "destination-0312340001") == nil)
        let found = await forwarding.browser.get("/bulk-forwarding?q=03*39&where=source")
        #expect(found.value(of: "destination-0312340039") == "")
        #expect(found.value(of: "destination-0312340038") == nil)
        #expect(found.value(of: "q") == "03*39")
    }

    @Test func `FWD-1 saving comes back to the page and the search it was made on`() async throws {
        let forwarding = try await ForwardingSite(numbers: 40)
        await forwarding.browser.get("/bulk-forwarding?q=39&where=source")
        let answer = await forwarding.browser.post(
            "/bulk-forwarding?q=39&where=source", forwarding.browser.page.row(39, "0612345678"))
        #expect(answer.location == "/bulk-forwarding?q=39&where=source")
    }

    @Test func `FWD-1 a search for anything but digits and stars is answered with 422 and kept`() async throws {
        let forwarding = try await ForwardingSite(numbers: 40)
        let page = await forwarding.browser.get("/bulk-forwarding?q=%E6%9D%B1%E4%BA%AC")
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["電話番号の検索は、数字と「*」で入力してください。"])
        #expect(page.value(of: "q") == "東京")
    }

    @Test func `FWD-1 a search that finds nothing says so`() async throws {
        let forwarding = try await ForwardingSite(numbers: 40)
        let page = await forwarding.browser.get("/bulk-forwarding?q=99999")
        #expect(page.status == .ok)
        #expect(page.text.contains("該当する電話番号はありません。"))
    }
}

@Suite struct BulkForwardingConflictTests {
    @Test func `AUTH-13 a newer change is not overwritten: 409 shows both`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let stale = forwarding.browser.page
        try await forwarding.somebodyElseSets(1, "0611112222")
        let page = await forwarding.browser.post(
            "/bulk-forwarding", stale.row(1, "09012345678") + stale.row(2, "09099998888"))
        #expect(page.status == .conflict)
        #expect(page.text.contains("06-1111-2222"))
        #expect(page.text.contains("090-1234-5678"))
        #expect(page.text.contains("03-1234-0001でログインした方"))
        #expect(try forwarding.destinations() == ["0611112222", nil, nil, nil, nil])
    }

    @Test func `AUTH-13 the person may take what was typed, and the rest of the form comes along`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let stale = forwarding.browser.page
        try await forwarding.somebodyElseSets(1, "0611112222")
        let page = await forwarding.browser.post(
            "/bulk-forwarding", stale.row(1, "09012345678") + stale.row(2, "09099998888"))
        let answer = await forwarding.browser.post(
            "/bulk-forwarding", page.choice(1, "typed") + page.sent(2))
        #expect(answer.status == .seeOther)
        #expect(try forwarding.destinations() == ["09012345678", "09099998888", nil, nil, nil])
    }

    @Test func `AUTH-13 the person may keep what is stored`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let stale = forwarding.browser.page
        try await forwarding.somebodyElseSets(1, "0611112222")
        let page = await forwarding.browser.post("/bulk-forwarding", stale.row(1, "09012345678"))
        await forwarding.browser.post("/bulk-forwarding", page.choice(1, "stored"))
        #expect(try forwarding.destinations()[0] == "0611112222")
    }

    @Test func `AUTH-13 a row that one did not touch is no conflict`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let stale = forwarding.browser.page
        try await forwarding.somebodyElseSets(1, "0611112222")
        let answer = await forwarding.browser.post("/bulk-forwarding", stale.row(1, "") + stale.row(2, "09012345678"))
        #expect(answer.status == .seeOther)
        #expect(try forwarding.destinations() == ["0611112222", "09012345678", nil, nil, nil])
    }

    @Test func `AUTH-13 the same form sent twice is done once`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.browser.get("/bulk-forwarding")
        let form =
            forwarding.browser.page.row(1, "09012345678") + [
                ("token", forwarding.browser.page.value(of: "token") ?? "")
            ]
        await forwarding.browser.post("/bulk-forwarding", form, token: false)
        let second = await forwarding.browser.post("/bulk-forwarding", form, token: false)
        #expect(second.status == .seeOther)
        let history = await forwarding.browser.get("/bulk-forwarding/history")
        #expect(history.text.components(separatedBy: "<li class=\"change\">").count == 2)
    }
}

extension TestPage {
    /// The controls of one number on the page that shows both.
    fileprivate func choice(_ place: Int, _ chosen: String) -> [(String, String)] {
        let digits = "031234" + String(10000 + place).dropFirst()
        return sent(place) + [("choice-\(digits)", chosen)]
    }

    /// The controls of one number as they stand.
    fileprivate func sent(_ place: Int) -> [(String, String)] {
        let digits = "031234" + String(10000 + place).dropFirst()
        return row(place, value(of: "destination-\(digits)") ?? "")
    }
}

@Suite struct BulkForwardingAccessTests {
    private static let paths = [
        "/bulk-forwarding", "/bulk-forwarding/service", "/bulk-forwarding/import", "/bulk-forwarding/export.csv",
        "/bulk-forwarding/history",
    ]

    @Test(arguments: [AuthenticationUnit.number, .administratorAndUser])
    func `AUTH-3 the contract number is let in, an additional number is not`(unit: AuthenticationUnit) async throws {
        let forwarding = try await ForwardingSite(unit: unit)
        let additional = try await forwarding.site.signedIn("0312340002")
        for path in Self.paths {
            #expect(await forwarding.browser.get(path).status == .ok)
            #expect(await additional.get(path).status == .forbidden)
        }
        let services = await additional.get("/services")
        #expect(!services.text.contains("/bulk-forwarding"))
        await additional.get("/services")
        let refused = await additional.post(
            "/bulk-forwarding", [("destination-0312340002", "0612345678"), ("version-0312340002", "0-")])
        #expect(refused.status == .forbidden)
        #expect(try forwarding.destinations()[1] == nil)
    }

    @Test func `AUTH-3 a contract without the service does not see it`() async throws {
        let site = try TestSite()
        try site.addContract("0312340001", services: [])
        let browser = try await site.signedIn("0312340001")
        for path in Self.paths { #expect(await browser.get(path).status == .forbidden) }
        #expect(await !browser.get("/services").text.contains("/bulk-forwarding"))
    }

    @Test func `nobody comes in without signing in, nor with a forged form`() async throws {
        let forwarding = try await ForwardingSite()
        let stranger = forwarding.site.browser()
        for path in Self.paths { #expect(await stranger.get(path).status == .seeOther) }
        let forged = await forwarding.browser.post(
            "/bulk-forwarding/service", [("action", "start"), ("version", "0")], token: false)
        #expect(forged.status == .forbidden)
    }
}
