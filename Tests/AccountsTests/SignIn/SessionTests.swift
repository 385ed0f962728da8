@testable import Accounts
import HTTP
import SQLite
@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct SessionTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"])
    }

    @Test func `AUTH-10 a session without use ends after 15 minutes, one in use goes on`() async throws {
        let browser = try await site.signedIn("0312340001")
        for _ in 1...4 {
            site.clock.advance(.minutes(14))
            #expect(await browser.get("/services").status == .ok)
            try await settled()
        }
        site.clock.advance(.minutes(16))
        #expect(await browser.get("/services").location == "/login?ended=expired&next=%2Fservices")
    }

    @Test func `AUTH-10 a session ends after eight hours whatever is done`() async throws {
        let browser = try await site.signedIn("0312340001")
        for _ in 1...48 {
            site.clock.advance(.minutes(9))
            #expect(await browser.get("/services").status == .ok)
            try await settled()
        }
        site.clock.advance(.minutes(9 * 6))
        #expect(await browser.get("/services").status == .seeOther)
    }

    @Test func `AUTH-10 the page knows how long the session lasts`() async throws {
        let browser = try await site.signedIn("0312340001")
        #expect(await browser.get("/services").text.contains("data-session-seconds=\"900\""))
    }

    @Test func `AUTH-10 a form sent after the end is kept and offered again to the same number only`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/services")
        site.clock.advance(.minutes(16))
        let form = [("destination-0312340001", "09012345678"), ("version-0312340001", "0")]
        #expect(await browser.post("/bulk-forwarding", form).location == "/login?ended=expired&input=kept")
        let page = try await browser.signIn("0312340001", "hikari7days")
        #expect(page.location == "/kept-form")
        let kept = await browser.get("/kept-form")
        #expect(kept.value(of: "destination-0312340001") == "09012345678")
        #expect(kept.text.contains("action=\"/bulk-forwarding\""))
        await browser.post("/kept-form", [])
        #expect(await browser.get("/kept-form").location == "/services")
    }

    @Test func `AUTH-10 signing out ends the session on the server`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/services")
        let stolen = browser.cookies
        let page = await browser.post("/logout", [])
        #expect(page.response.fields["clear-site-data"] == "\"cache\", \"cookies\", \"storage\"")
        browser.cookies = stolen
        #expect(await browser.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
    }

    @Test func `A session id planted before sign-in is not the one after it`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        let browser = site.browser()
        let planted = String(repeating: "A", count: 43)
        browser.cookies["__Host-session"] = planted
        try await browser.signIn("0312340001", "hikari7days")
        #expect(browser.cookies["__Host-session"] != planted)
        let thief = site.browser()
        thief.cookies["__Host-session"] = planted
        #expect(await thief.get("/services").status == .seeOther)
    }

    @Test func `The session cookie cannot be read by scripts, sent in clear text or set by another host`() async throws
    {
        try site.setPassword("hikari7days", of: "0312340001")
        let page = try await site.browser().signIn("0312340001", "hikari7days")
        let cookie = try #require(page.response.fields.values("set-cookie").first { $0.hasPrefix("__Host-session=") })
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains("; \(attribute)")) }
        #expect(!cookie.contains("Domain"))
    }

    @Test(arguments: ["missing", "foreign"])
    func `A form without this session's token changes nothing`(kind: String) async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/services")
        let form = kind == "missing" ? [] : [("token", String(repeating: "B", count: 43))]
        let page = await browser.post("/logout", form, token: false)
        #expect(page.status == .forbidden)
        #expect(page.heading == "この画面は古くなっています")
        #expect(await browser.get("/services").status == .ok)
    }

    @Test(arguments: [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")])
    func `A form from another site is refused even with a valid token`(field: (String, String)) async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/services")
        #expect(await browser.post("/logout", [], fields: [field]).status == .forbidden)
        #expect(await browser.get("/services").status == .ok)
    }

    @Test func `The sign-in form has a token of its own`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        let browser = site.browser()
        await browser.get("/login")
        let form = [("telephoneNumber", "0312340001"), ("password", "hikari7days")]
        #expect(await browser.post("/login", form, token: false).status == .unprocessableContent)
        #expect(browser.cookies["__Host-session"] == nil)
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https:evil.example", "/%0d%0aX: y", "javascript:alert(1)", "/\tx",
    ])
    func `After sign-in nobody is sent to another site`(next: String) async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        #expect(try await site.browser().signIn("0312340001", "hikari7days", next: next).location == "/services")
    }

    @Test func `After sign-in one comes to the page one had asked for`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        let browser = site.browser()
        #expect(await browser.get("/password").location == "/login?next=%2Fpassword")
        #expect(try await browser.signIn("0312340001", "hikari7days", next: "/password").location == "/password")
    }

    @Test func `An unknown page says what to do, with a reference number and without a code`() async throws {
        let page = await site.browser().get("/nowhere")
        #expect(page.status == .notFound)
        #expect(page.heading == "ページが見つかりません")
        #expect(page.text.contains("in-memory"))
    }

    @Test func `Pages for a signed-in person are stored nowhere`() async throws {
        let browser = try await site.signedIn("0312340001")
        #expect(await browser.get("/services").response.isPrivate)
    }

    /// The last use of a session is written behind the reply, by a task of its own.
    private func settled() async throws {
        let now = Int(site.clock.now.milliseconds)
        for _ in 1...500_000 {
            let seen = try site.services.database.read { database in
                try database.first("SELECT max(seen_at) FROM session") { $0.integer(0) }
            }
            if seen == now { return }
            await Task.yield()
        }
    }
}
