import HTTP
import SQLite
@testable import Shell
import TestSite
import Testing

@Suite struct ErrorPageTests {
    @Test(arguments: Status.allCases.filter { $0.code >= 400 })
    func `every refusal is a page in Japanese with its reference number`(status: Status) throws {
        let site = try TestSite()
        let page = TestPage(site.services.refusalPage()(status, "reference7"))
        #expect(page.status == status)
        #expect(page.text.contains("受付番号") && page.text.contains("reference7"))
        #expect(!page.heading.contains("\(status.code)"))
        #expect(site.log.all.isEmpty)
    }

    @Test func `a refusal keeps the head of who is signed in, with ログアウト, the banner and the way to サービス選択`()
        async throws
    {
        let site = try TestSite()
        let contract = try site.addContract("0312340001")
        let browser = try await site.signedIn("0312340001")
        try site.services.database.writeAndWait { database in
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (?1, 1, 1, 0, 'operator')",
                contract)
        }
        await browser.get("/services")
        let stale = await browser.post("/bulk-forwarding", [("token", "old")], token: false)
        let pages = [
            await browser.get("/nothing"), await browser.get("/bulk-forwarding/import/apply"),
            await browser.get("/authentication-unit/nothing"), stale,
        ]
        #expect(pages.map(\.status) == [.notFound, .methodNotAllowed, .notFound, .forbidden])
        for page in pages {
            #expect(page.text.contains("action=\"/logout\"") && page.text.contains("href=\"/services\""))
            #expect(page.text.contains("一括転送中です"))
        }
        #expect(Set(pages.map(\.heading)).count == 3)
        #expect(await !site.browser().get("/nothing").text.contains("/logout"))
    }

    @Test(arguments: [
        ("/bulk-forwarding/import", "ファイルが大きすぎます", "ファイルを選び直す"),
        ("/authentication-unit/line/file", "ファイルが大きすぎます", "ファイルを選び直す"),
        ("/bulk-forwarding", "送信された内容が大きすぎます", "前の画面を開く"),
        ("/logout", "送信された内容が大きすぎます", nil),
    ])
    func `what is too large is a file where a file is chosen, and the page leads back there`(
        path: String, heading: String, way: String?
    ) async throws {
        let site = try TestSite()
        try site.addContract("0312340001")
        let browser = try await site.signedIn("0312340001")
        let page = await browser.refused(.contentTooLarge, path)
        #expect(page.status == .contentTooLarge && page.heading == heading)
        #expect(page.text.contains("MBまで") == (way == "ファイルを選び直す"))
        #expect(page.text.contains("action=\"/logout\""))
        for words in ["ファイルを選び直す", "前の画面を開く"] { #expect(page.text.contains(words) == (words == way)) }
        let back = path.replacing("/file", with: "")
        #expect(page.text.contains("<a class=\"button\" href=\"\(back)\"") == (way != nil))
        let stranger = await site.browser().refused(.contentTooLarge, path)
        #expect(stranger.status == .contentTooLarge && !stranger.text.contains("/logout"))
    }

    @Test func `what a form lacks is told apart: the cookie, the token, or this site`() async throws {
        let site = try TestSite()
        try site.addContract("0312340001")
        let form = [("telephoneNumber", "0312340001"), ("password", "hikari7days")]
        let blocked = site.browser()
        blocked.takesCookies = false
        await blocked.get("/login")
        let refusal = await blocked.post("/login", form)
        #expect(refusal.status == .forbidden && refusal.text.contains("Cookieを許可してください"))
        let old = try await site.signedIn("0312340001")
        await old.get("/services")
        #expect(await old.post("/bulk-forwarding", [("token", "x")], token: false).text.contains("この画面は古くなっています"))
        await old.get("/login")
        #expect(
            await old.post("/login", form, fields: [("Origin", "https://evil.example")]).text.contains("ほかのサイトから"))
    }

    @Test
    func `a browser that declines to name its origin is judged by its token and where it says the form comes from`()
        async throws
    {
        let site = try TestSite()
        try site.addContract("0312340001")
        try site.setPassword("hikari7days", of: "0312340001")
        let form = [("telephoneNumber", "0312340001"), ("password", "hikari7days")]
        let browser = site.browser()
        await browser.get("/login")
        let crossSite = await browser.post(
            "/login", form, fields: [("Origin", "null"), ("Sec-Fetch-Site", "cross-site")])
        #expect(crossSite.status == .forbidden)
        await browser.get("/login")
        #expect(await browser.post("/login", form, fields: [("Origin", "null")]).status == .seeOther)
    }

    @Test func `too much at once is 503 with Retry-After`() async throws {
        let site = try TestSite(hashing: AlwaysFull())
        try site.addContract("0312340001")
        let page = try await site.browser().signIn("0312340001", "hikari7days")
        #expect(page.status == .serviceUnavailable)
        #expect(page.response.fields["retry-after"] == "10")
        #expect(page.text.contains("ただいまご利用いただけません"))
    }
}

private struct AlwaysFull: WorkLane {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        throw WorkLaneError.full
    }
}
