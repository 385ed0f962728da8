import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ACCT-4: the devices where somebody is signed in, and the mail about one that is new.
@Suite struct OwnDeviceTests {
    private func handle(_ page: TestPage) throws -> String {
        try #require(page.text.between("/sessions/end?session=", "\""))
    }

    @Test func `ACCT-4 one's devices are listed, and one of them is ended with the present password`() async throws {
        let house = try await OwnHouse()
        let page = await house.browser.get("/sessions")
        #expect(page.rows.count == 2 && page.text.contains("198.51.100.7"))
        #expect(page.rows.count { $0.contains("この端末") } == 1)
        let handle = try handle(page)
        let question = await house.browser.get("/sessions/end?session=\(handle)")
        #expect(question.text.contains("198.51.100.7"))
        let wrong = await house.browser.post(
            "/sessions/end", [("session", handle), ("currentPassword", "wrong password")])
        #expect(wrong.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        #expect(await house.isSignedIn(house.elsewhere))
        await house.browser.get("/sessions/end?session=\(handle)")
        await house.browser.post(
            "/sessions/end", [("session", handle), ("currentPassword", TestOrderingSite.password)])
        #expect(house.browser.page.location == "/sessions")
        #expect(await house.browser.get("/sessions").text.contains("1台の端末をログアウトさせました。"))
        #expect(await !house.isSignedIn(house.elsewhere))
        #expect(await house.isSignedIn(house.browser))
        #expect(try house.site.auditEvents().last == "session.ended")
        #expect(await house.browser.get("/history").rows[0].contains("ほかの端末のログアウト 1件"))
    }

    @Test func `ACCT-4 all others are ended at once`() async throws {
        let house = try await OwnHouse()
        let third = try await house.site.signedIn(OwnHouse.address)
        await house.browser.get("/sessions/end?session=others")
        await house.browser.post(
            "/sessions/end", [("session", "others"), ("currentPassword", TestOrderingSite.password)])
        #expect(await house.browser.get("/sessions").rows.count == 1)
        #expect(await !house.isSignedIn(house.elsewhere))
        #expect(await !house.isSignedIn(third))
    }

    @Test func `Nobody ends somebody else's device, one that has ended, or this very one`() async throws {
        let house = try await OwnHouse()
        try house.site.addAccount("jiro@example.jp", of: house.company)
        let other = try await house.site.signedIn("jiro@example.jp")
        let foreign = try handle(await house.browser.get("/sessions"))
        #expect(await other.get("/sessions").rows.count == 1)
        for session in [foreign, "", "x"] {
            await other.get("/sessions")
            await other.post("/sessions/end", [("session", session), ("currentPassword", TestOrderingSite.password)])
            #expect(other.page.location == "/sessions")
        }
        #expect(await house.isSignedIn(house.elsewhere))
        #expect(await house.isSignedIn(house.browser))
    }

    @Test func `A session that nobody has used for its idle time is listed no more`() async throws {
        let house = try await OwnHouse()
        house.site.clock.advance(.minutes(10))
        try await house.use(house.browser)
        house.site.clock.advance(.minutes(5) - .milliseconds(1))
        #expect(await house.browser.get("/sessions").rows.count == 2)
        house.site.clock.advance(.milliseconds(1))
        #expect(await house.browser.get("/sessions").rows.count == 1)
    }

    @Test func `AUTH-12 a sign-in from a device that was not known is told by mail, and no other is`() async throws {
        let site = try TestOrderingSite()
        let company = try site.addCompany()
        for address in ["hanako@example.jp", "jiro@example.jp"] { try site.addAccount(address, of: company) }
        func signIn(_ browser: TestBrowser, _ address: String) async throws {
            await browser.enterOrdering(address, TestOrderingSite.password)
            await browser.enterSecondFactor(try site.code())
            try #require(browser.page.location == "/dashboard")
            await browser.get("/dashboard")
            await browser.post("/logout", [])
        }
        let browser = site.browser(address: "203.0.113.9")
        try await signIn(browser, "hanako@example.jp")
        let mail = try site.lastMail("account.new-device")
        #expect(mail.recipient == "hanako@example.jp" && mail.subject.contains("はじめての端末からログインがありました"))
        for words in ["203.0.113.9", site.clock.now.dateAndTimeText(in: .japanese), "パスワードを設定し直し"] {
            #expect(mail.body.contains(words))
        }
        #expect(browser.cookies["__Host-order-device"]?.contains("hanako") == false)
        try await signIn(browser, "hanako@example.jp")
        #expect(try site.mails("account.new-device").count == 1)
        try await signIn(browser, "jiro@example.jp")
        #expect(try site.mails("account.new-device").map(\.recipient) == ["hanako@example.jp", "jiro@example.jp"])
        try await signIn(browser, "hanako@example.jp")
        #expect(try site.mails("account.new-device").count == 2)
        try await signIn(site.browser(), "hanako@example.jp")
        #expect(try site.mails("account.new-device").count == 3)
    }

    @Test func `AUTH-12 the password alone from a new device tells nobody, and the activation's device is known`()
        async throws
    {
        let site = try TestOrderingSite()
        let company = try site.addCompany()
        try site.addAccount("hanako@example.jp", of: company, factor: nil)
        let browser = site.browser()
        await browser.enterOrdering("hanako@example.jp", TestOrderingSite.password)
        #expect(try site.mails("account.new-device").isEmpty)
        await browser.enterSecondFactor(try site.code())
        await browser.get("/second-factor/choice")
        await browser.post("/second-factor/choice", [("choice", "mail")])
        #expect(try site.mails("account.second-factor-changed").count == 1)
        await browser.get("/dashboard")
        await browser.post("/logout", [])
        await browser.enterOrdering("hanako@example.jp", TestOrderingSite.password)
        await browser.enterSecondFactor(try site.code())
        #expect(try site.mails("account.new-device").isEmpty)
    }
}
