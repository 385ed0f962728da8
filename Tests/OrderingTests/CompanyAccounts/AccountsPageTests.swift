import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ACCT-1, ACCT-3, ACCT-5: what administrators do with the company's people.
@Suite struct AccountsPageTests {
    private let site: TestOrderingSite
    private let company: Int
    private let user: Int

    init() throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        try site.addAccount("kanri@example.jp", of: company, name: "管理 一郎", isAdministrator: true)
        user = try site.addAccount("hanako@example.jp", of: company)
    }

    private func account(_ address: String) throws -> Account {
        let address = try #require(MailAddress(address))
        return try #require(try site.services.database.read { try AccountStore.find(address, $0) })
    }

    private let new = [
        ("mailAddress", "Jiro@Example.jp"), ("name", "青空 次郎"), ("telephone", "０３－１２３４－５６７９"), ("kind", "user"),
    ]

    @discardableResult
    private func edit(_ browser: TestBrowser, _ id: Int, _ form: [(String, String)]) async -> TestPage {
        await browser.get("/accounts/edit?account=\(id)")
        return await browser.post("/accounts/edit", [("account", "\(id)")] + form)
    }

    @Test func `ACCT-1 an account that is added gets a mail with a link, and can begin`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts/add")
        await browser.post("/accounts/add", new)
        #expect(browser.page.location == "/accounts")
        let list = await browser.get("/accounts")
        #expect(list.text.contains("青空 次郎") && list.text.contains("利用開始待ち"))
        let mail = try site.lastMail("account.activation")
        #expect(mail.recipient == "Jiro@Example.jp" && mail.body.contains("株式会社あおぞら"))
        #expect(await site.browser().get(mail.link).status == .ok)
        #expect(try site.auditEvents().suffix(2) == ["account.added", "account.invited"])
    }

    @Test func `What is wrong with an account is said, all of it at once`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts/add")
        let page = await browser.post(
            "/accounts/add",
            [
                ("mailAddress", "hanako"), ("name", String(repeating: "あ", count: 21)), ("telephone", "110"),
                ("kind", ""),
            ])
        #expect(page.problems.count == 4 && page.text.contains("20文字以内で入力してください（現在21文字）"))
        await browser.get("/accounts/add")
        let taken = await browser.post("/accounts/add", [("mailAddress", "HANAKO@example.jp")] + new.dropFirst())
        #expect(taken.problems.first?.contains("すでにアカウントに登録されています") == true)
    }

    @Test func `ACCT-5 the last administrator is neither demoted nor made void`() async throws {
        let kanri = try account("kanri@example.jp")
        let browser = try await site.signedIn("kanri@example.jp")
        let form = [("name", "管理 一郎"), ("telephone", "0312345678"), ("kind", "user")]
        let page = await edit(browser, kanri.id, form)
        #expect(page.problems.first?.contains("ポータル管理者がいなくなる") == true)
        // One who has not begun yet manages nothing.
        try site.addAccount("mada@example.jp", of: company, isAdministrator: true, factor: nil, password: nil)
        #expect(await edit(browser, kanri.id, form).status == .unprocessableContent)
        try site.addAccount("futari@example.jp", of: company, isAdministrator: true)
        await edit(browser, kanri.id, form)
        #expect(browser.page.location == "/accounts")
        #expect(await browser.get("/accounts").status == .forbidden)
    }

    @Test func `Two tabs: what somebody else has changed meanwhile is not overwritten`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts/edit?account=\(user)")
        let stale = try #require(browser.page.value(of: "version"))
        await edit(browser, user, [("name", "山田 花子"), ("telephone", "0312345678"), ("kind", "user")])
        await browser.get("/accounts/edit?account=\(user)")
        let page = await browser.post(
            "/accounts/edit",
            [
                ("account", "\(user)"), ("version", stale), ("name", "鈴木 花子"), ("telephone", "0312345678"),
                ("kind", "user"),
            ])
        #expect(page.status == .conflict && page.text.contains("山田 花子") && page.text.contains("鈴木 花子"))
        #expect(try account("hanako@example.jp").name == "山田 花子")
    }

    @Test func `An account made void is signed out, signs in no more, and can be invited again`() async throws {
        let hers = try await site.signedIn("hanako@example.jp")
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts/void?account=\(user)")
        await browser.post("/accounts/void", [("account", "\(user)")])
        #expect(browser.page.location == "/accounts")
        #expect(await hers.get("/dashboard").location?.hasPrefix("/login") == true)
        let again = site.browser()
        #expect(
            await again.enterOrdering("hanako@example.jp", TestOrderingSite.password).status == .unprocessableContent)
        #expect(try site.mails("account.void").map(\.recipient) == ["hanako@example.jp"])
        await browser.get("/accounts/invite?account=\(user)")
        await browser.post("/accounts/invite", [("account", "\(user)")])
        #expect(await site.browser().get(try site.lastMail("account.activation").link).status == .ok)
        #expect(try account("hanako@example.jp").standing == .invited)
    }

    @Test func `ACCT-3 an administrator resets another's second factor: codes go by mail, and a choice is made anew`()
        async throws
    {
        try await site.services.database.write { [user] in try AccountFactorStore.choose(.app, of: user, $0) }
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts/reset?account=\(user)")
        await browser.post("/accounts/reset", [("account", "\(user)")])
        #expect(try site.mails("account.second-factor-reset").count == 1)
        let hers = site.browser()
        await hers.enterOrdering("hanako@example.jp", TestOrderingSite.password)
        await hers.enterSecondFactor(try site.code())
        #expect(hers.page.location == "/second-factor/choice")
    }

    @Test func `Nobody makes their own account void`() async throws {
        let kanri = try account("kanri@example.jp").id
        try site.addAccount("futari@example.jp", of: company, isAdministrator: true)
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts")
        await browser.post("/accounts/void", [("account", "\(kanri)")])
        #expect(try account("kanri@example.jp").standing == .active)
    }

    @Test func `ACCT-5 the list says who is signed in, and from where`() async throws {
        _ = try await site.signedIn("hanako@example.jp", from: "198.51.100.7")
        let browser = try await site.signedIn("kanri@example.jp")
        #expect(await browser.get("/accounts").text.contains("198.51.100.7"))
        site.clock.advance(.minutes(14))
        await browser.get("/accounts")
        site.clock.advance(.minutes(2))
        #expect(await !browser.get("/accounts").text.contains("198.51.100.7"))
    }

    @Test func `RIGHT-4 an administrator who is none any more changes nothing with a form that was open`() async throws
    {
        let kanri = try account("kanri@example.jp").id
        try site.addAccount("futari@example.jp", of: company, isAdministrator: true)
        let browser = try await site.signedIn("kanri@example.jp")
        await browser.get("/accounts/add")
        try await site.services.database.write {
            try $0.run("UPDATE account SET is_administrator = 0 WHERE id = ?1", kanri)
        }
        #expect(await browser.post("/accounts/add", new).status == .forbidden)
        #expect(try site.mails("account.activation").isEmpty)
    }
}
