@testable import Accounts
import Foundation
import HTTP
@testable import Ordering
import Shell
import SQLite
import Telephony
import TestSite
import Testing

/// ACCT-1, ACCT-3: from the link of the mail to the dashboard.
@Suite struct ActivationTests {
    private let site: TestOrderingSite
    private let company: Int
    private let account: Int
    private let address = "hanako@example.jp"
    private let password = TestOrderingSite.password

    init() throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        account = try site.addAccount(address, of: company, factor: nil, password: nil)
    }

    /// A mail with a new link.
    @discardableResult
    private func invite() throws -> String {
        let actor = Actor.operatorOfOrdering(company: company, at: site.clock.now)
        let services = site.services
        try services.database.writeAndWait { database in
            let account = try #require(try AccountStore.find(account, database))
            try AccountMail(account, companyName: "株式会社あおぞら", by: actor, services.mails, random: services.random)
                .send(.activation, database)
        }
        return try site.lastMail("account.activation").link
    }

    private func identify(
        _ browser: TestBrowser, _ link: String, name: String = "青空花子", telephone: String = "03-1234-5678"
    ) async -> TestPage {
        let page = await browser.get(link)
        return await browser.post(
            "/activation",
            [
                ("link", page.value(of: "link") ?? ""), ("mailAddress", address), ("name", name),
                ("telephone", telephone),
            ])
    }

    private func setPassword(
        _ browser: TestBrowser, _ password: String, again: String? = nil
    ) async -> TestPage {
        let page = await browser.get(browser.page.location ?? "")
        return await browser.post(
            "/activation/password",
            [
                ("link", page.value(of: "link") ?? ""), ("newPassword", password),
                ("confirmation", again ?? password),
            ])
    }

    /// Up to the choice of the second factor.
    private func choosing(_ browser: TestBrowser) async throws {
        _ = await identify(browser, try invite())
        _ = await setPassword(browser, password)
        try #require(browser.page.location == "/second-factor/choice")
        await browser.get("/second-factor/choice")
    }

    @Test func `ACCT-1 本人確認, a password and the choice of mail lead in; codes come by mail from then on`() async throws
    {
        let browser = site.browser()
        try await choosing(browser)
        await browser.post("/second-factor/choice", [("choice", "mail")])
        #expect(browser.page.location == "/recovery-codes")
        #expect(await browser.get("/dashboard").status == .ok)
        #expect(try await site.signedIn(address).get("/dashboard").status == .ok)
    }

    @Test func `ACCT-1 a link is used once, and dead when a new one is sent`() async throws {
        let first = try invite()
        let second = try invite()
        #expect(await site.browser().get(first).text.contains("使えなくなったURL"))
        let browser = site.browser()
        _ = await identify(browser, second)
        _ = await setPassword(browser, password)
        let again = await site.browser().get(second)
        #expect(again.status == .notFound && again.text.contains("すでに使われたか"))
    }

    @Test func `ACCT-1 a link serves for 72 hours`() async throws {
        let link = try invite()
        site.clock.advance(.hours(72) - .milliseconds(1))
        #expect(await site.browser().get(link).status == .ok)
        site.clock.advance(.milliseconds(1))
        let page = await site.browser().get(link)
        #expect(page.status == .notFound && page.text.contains("有効期限が過ぎています"))
    }

    @Test func `ACCT-1 ten misses at 本人確認 void the link, and none of them says what was wrong`() async throws {
        let link = try invite()
        let browser = site.browser()
        for left in (1...9).reversed() {
            let page = await identify(browser, link, telephone: "0312345679")
            #expect(page.problems.first?.hasPrefix("登録されている内容と一致しません。") == true)
            #expect(page.problems.first?.contains("あと\(left)回") == true)
        }
        #expect(await identify(browser, link, name: "青空太郎").text.contains("本人確認の間違いが10回"))
        #expect(await identify(browser, link).status == .notFound)
    }

    @Test func `The page of the password opens only in the browser that has answered 本人確認`() async throws {
        let browser = site.browser()
        _ = await identify(browser, try invite())
        let path = try #require(browser.page.location)
        #expect(path.hasPrefix("/activation/password?link="))
        #expect(await site.browser().get(path).location?.hasPrefix("/activation?link=") == true)
    }

    @Test(arguments: [
        ("short1234", "10〜64文字"), (String(repeating: "a1", count: 33), "10〜64文字"), ("hanako@example.jp", "メールアドレスは"),
        ("パスワード１２３４５６", "半角の英字、数字、記号"), ("password1234", "推測されやすい"), ("aaaaaaaaaaaa", "推測されやすい"),
        ("1234567890", "推測されやすいパスワードです"), ("9876543210", "推測されやすいパスワードです"),
    ])
    func `ACCT-2 a password is refused with what is wrong with it`(typed: String, reason: String) async throws {
        let browser = site.browser()
        _ = await identify(browser, try invite())
        let page = await setPassword(browser, typed)
        #expect(page.status == .unprocessableContent && page.problems.joined().contains(reason), "\(page.problems)")
    }

    @Test func `ACCT-2 a password is typed twice`() async throws {
        let browser = site.browser()
        _ = await identify(browser, try invite())
        #expect(await setPassword(browser, password, again: password + "x").problems.joined().contains("（確認）"))
    }

    @Test func `ACCT-3 an app is given its secret, and its codes serve from then on, each once`() async throws {
        let browser = site.browser()
        try await choosing(browser)
        await browser.post("/second-factor/choice", [("choice", "app")])
        let page = await browser.get("/second-factor/app")
        #expect(page.text.contains("<svg class=\"qr-code\"") && page.text.contains("otpauth://totp/"))
        let app = try #require(try app())
        #expect(page.text.contains(app.secretText))
        #expect(await browser.post("/second-factor/app", [("code", "000000")]).status == .unprocessableContent)
        let code = app.code(ofStep: AuthenticatorApp.step(at: site.clock.now))
        await browser.get("/second-factor/app")
        await browser.post("/second-factor/app", [("code", code)])
        #expect(browser.page.location == "/recovery-codes")

        let second = site.browser()
        await second.enterOrdering(address, password)
        #expect(try site.mails("second-factor.code").isEmpty)
        #expect(await second.enterSecondFactor(code).problems.first?.contains("すでに使われました") == true)
        site.clock.advance(.seconds(30))
        await second.enterSecondFactor(app.code(ofStep: AuthenticatorApp.step(at: site.clock.now)))
        #expect(second.page.location == "/dashboard")
    }

    private func app() throws -> AuthenticatorApp? {
        let stored = try site.services.database.read { try AccountFactorStore.app(of: account, $0) }
        return try stored.flatMap { try AppCode(account: account).app($0, site.services) }
    }

    @Test func `ACCT-3 eight recovery codes are shown once, and each lets in once`() async throws {
        let browser = site.browser()
        try await choosing(browser)
        await browser.post("/second-factor/choice", [("choice", "mail")])
        await browser.get("/recovery-codes")
        let page = await browser.post("/recovery-codes", [])
        let codes = page.recoveryCodes
        #expect(Set(codes).count == 8)
        #expect(await browser.get("/recovery-codes").text.contains("まだ使っていないコードが8個"))
        await browser.post("/recovery-codes", [])
        #expect(await browser.get("/recovery-codes").text.contains("まだ使っていないコードが8個"))

        for isFirst in [true, false] {
            let other = site.browser()
            await other.enterOrdering(address, password)
            await other.get("/second-factor/recovery")
            await other.post("/second-factor/recovery", [("recoveryCode", codes[0].lowercased())])
            #expect((other.page.location == "/dashboard") == isFirst)
        }
        #expect(try site.lastMail("account.recovery-code-used").body.contains("残りのリカバリーコード：7個"))
    }

    @Test func `ACCT-2 a forgotten password: a link of one hour, a new password, then the code`() async throws {
        let other = try site.addAccount("jiro@example.jp", of: company)
        _ = other
        let signedIn = try await site.signedIn("jiro@example.jp")
        let browser = site.browser()
        await browser.get("/forgotten-password")
        await browser.post("/forgotten-password", [("mailAddress", "jiro@example.jp")])
        #expect(browser.page.location == "/forgotten-password/sent")
        let link = try site.lastMail("account.password-link").link
        let page = await browser.get(link)
        await browser.post(
            "/forgotten-password/new",
            [
                ("link", page.value(of: "link") ?? ""), ("newPassword", "mori hayashi 88"),
                ("confirmation", "mori hayashi 88"),
            ])
        #expect(browser.page.location == "/second-factor")
        #expect(await browser.get("/dashboard").location == "/second-factor")
        await browser.enterSecondFactor(try site.code())
        #expect(browser.page.location == "/dashboard")
        #expect(await signedIn.get("/dashboard").location?.hasPrefix("/login") == true)
        #expect(await site.browser().get(link).status == .notFound)
    }

    @Test func `AUTH-7 who asks for a forgotten password is answered alike, whoever it is`() async throws {
        for who in ["hanako@example.jp", "nobody@example.jp"] {
            let browser = site.browser()
            await browser.get("/forgotten-password")
            await browser.post("/forgotten-password", [("mailAddress", who)])
            #expect(browser.page.location == "/forgotten-password/sent")
        }
        #expect(try site.mails("account.password-link").isEmpty)
    }

    @Test func `No password, code, link or secret stands in the database or the log`() async throws {
        let browser = site.browser()
        try await choosing(browser)
        await browser.post("/second-factor/choice", [("choice", "app")])
        let secret = try #require(try app()).secret
        let stored = try site.services.database.read { database in
            try database.query("SELECT subject || coalesce(before, '') || coalesce(after, '') FROM audit") {
                $0.text(0)
            } + database.query("SELECT body FROM outbox_mail") { $0.text(0) }
        }
        let link = try site.lastMail("account.activation").link.components(separatedBy: "=").last ?? "-"
        let sealed = try site.services.database.read { try AccountFactorStore.app(of: account, $0)?.sealed }
        for text in stored + site.log.all { #expect(!text.contains(password) && !text.contains(link)) }
        #expect(sealed.map { !Data($0).contains(Data(secret)) } == true)
    }
}

extension Data {
    fileprivate func contains(_ part: Data) -> Bool { range(of: part) != nil }
}
