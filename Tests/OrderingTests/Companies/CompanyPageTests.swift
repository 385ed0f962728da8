import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ACCT-4: idle time and source networks of a company.
@Suite struct CompanyPageTests {
    private let site: TestOrderingSite

    init() throws {
        site = try TestOrderingSite()
        let company = try site.addCompany()
        try site.addAccount("kanri@example.jp", of: company, isAdministrator: true)
        try site.addAccount("hanako@example.jp", of: company)
    }

    private func save(_ browser: TestBrowser, idle: String = "", networks: String = "") async -> TestPage {
        await browser.get("/company")
        return await browser.post("/company", [("idle", idle), ("networks", networks)])
    }

    @Test func `ACCT-4 sign-ins of the company end after its own idle time`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await save(browser, idle: "６０")
        #expect(browser.page.location == "/company")
        let hers = try await site.signedIn("hanako@example.jp")
        site.clock.advance(.minutes(59))
        #expect(await hers.get("/dashboard").status == .ok)
    }

    @Test func `ACCT-4 a shorter idle time holds at once`() async throws {
        let hers = try await site.signedIn("hanako@example.jp")
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await save(browser, idle: "5")
        site.clock.advance(.minutes(6))
        #expect(await hers.get("/dashboard").location?.hasPrefix("/login?ended=expired") == true)
    }

    @Test(arguments: ["4", "61", "five", "-5", "5.5", "99999999999999999999"])
    func `ACCT-4 the idle time is 5 to 60 minutes`(idle: String) async throws {
        let page = await save(try await site.signedIn("kanri@example.jp"), idle: idle)
        #expect(page.status == .unprocessableContent && page.problems.first?.hasPrefix("操作がないときに") == true)
    }

    @Test(arguments: ["198.51.100.0/24", "2001:db8::/32", "192.0.2.2\n192.0.2.4/30"])
    func `ACCT-4 networks that shut out their author are refused`(networks: String) async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        let page = await save(browser, networks: networks)
        #expect(page.problems.first?.contains("192.0.2.1") == true && page.text.contains(networks.prefix(9)))
        #expect(await browser.get("/dashboard").status == .ok)
    }

    @Test func `ACCT-4 what is no network is named`() async throws {
        let page = await save(try await site.signedIn("kanri@example.jp"), networks: "192.0.2.0/24\nexample.jp")
        #expect(page.problems == ["「example.jp」は、ネットワークとして読み取れません。192.0.2.0/24のように入力してください。"])
    }

    @Test func `ACCT-4 from elsewhere neither a session nor a password lets in, and the answer tells nothing`()
        async throws
    {
        let hers = try await site.signedIn("hanako@example.jp", from: "198.51.100.7")
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await save(browser, networks: "192.0.2.0/24, 2001:db8::/48")
        #expect(browser.page.location == "/company")
        #expect(await hers.get("/dashboard").location?.hasPrefix("/login") == true)
        let again = site.browser(address: "198.51.100.7")
        let page = await again.enterOrdering("hanako@example.jp", TestOrderingSite.password)
        #expect(page.problems == ["メールアドレスまたはパスワードが正しくありません。"])
        #expect(try site.auditEvents().last == "sign-in.foreign-network")
        let six = site.browser(address: "2001:db8::7")
        await six.enterOrdering("hanako@example.jp", TestOrderingSite.password)
        #expect(six.page.location == "/second-factor")
    }

    @Test func `Two tabs: settings that were changed meanwhile are not overwritten`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await save(browser, idle: "30")
        await browser.get("/company")
        let page = await browser.post("/company", [("version", "0"), ("idle", "10"), ("networks", "")])
        #expect(page.status == .conflict && page.text.contains("30分") && page.text.contains("10分"))
    }
}
