import HTTP
import Ordering
import Shell
import SQLite
import Telephony
import TestSite
import Testing

/// ACCT-2, ACCT-3: mail address and password in, then a code.
@Suite struct EntranceTests {
    private let site: TestOrderingSite
    private let company: Int
    private let address = "hanako@example.jp"

    init() throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        try site.addAccount(address, of: company)
    }

    @Test func `ACCT-2 mail address and password, then the code of the mail, lead to the dashboard`() async throws {
        let browser = try await site.signedIn(address)
        let page = await browser.get("/dashboard")
        #expect(page.status == .ok && page.heading == "ダッシュボード")
        #expect(page.text.contains("株式会社あおぞら") && page.text.contains("青空 花子"))
        #expect(try site.auditEvents().suffix(3) == ["sign-in.password", "second-factor.sent", "sign-in"])
    }

    @Test func `A mailbox is one, in whatever case and width it is written`() async throws {
        let browser = site.browser()
        await browser.enterOrdering("　Hanako@Example.JP ", TestOrderingSite.password)
        #expect(browser.page.location == "/second-factor")
    }

    @Test func `ACCT-2 ten misses void the password for 30 minutes, and its owner is told`() async throws {
        let browser = site.browser()
        for _ in 0..<10 {
            await browser.enterOrdering(address, "wrong password")
            site.clock.advance(.seconds(10))
        }
        #expect(try site.mails("account.password-spent").count == 1)
        await browser.enterOrdering(address, TestOrderingSite.password)
        #expect(browser.page.problems == ["メールアドレスまたはパスワードが正しくありません。"])
        site.clock.advance(.minutes(30))
        await browser.enterOrdering(address, TestOrderingSite.password)
        #expect(browser.page.location == "/second-factor")
    }

    @Test func `Entries while the password is void do not keep its owner out any longer`() {
        let now = Moment(milliseconds: 1_795_230_000_000)
        var standing = PasswordStanding()
        for _ in 0..<9 { standing = standing.afterMiss(at: now) }
        #expect(!standing.isVoid(at: now))
        standing = standing.afterMiss(at: now)
        #expect(standing.isVoid(at: now + .minutes(30) - .milliseconds(1)))
        #expect(!standing.isVoid(at: now + .minutes(30)))
        #expect(standing.afterMiss(at: now + .minutes(29)) == standing)
        #expect(standing.afterMiss(at: now + .minutes(31)).failures == 1)
    }

    @Test func `AUTH-7 an unknown address, a wrong password, one not activated and a void one are answered alike`()
        async throws
    {
        try site.addAccount("mada@example.jp", of: company, factor: nil, password: nil)
        let void = try site.addAccount("mukou@example.jp", of: company)
        try await site.services.database.write { try AccountStore.setVoid(void, $0) }
        var bodies: Set<String> = []
        for who in [address, "nobody@example.jp", "mada@example.jp", "mukou@example.jp"] {
            let browser = site.browser()
            let page = await browser.enterOrdering(who, "wrong password 1")
            #expect(page.status == .unprocessableContent)
            bodies.insert(
                page.text.replacing(page.value(of: "token") ?? "-", with: "").replacing(who, with: ""))
        }
        #expect(bodies.count == 1)
    }

    @Test func `A code is right once, for one sign-in and for 300 seconds`() async throws {
        let browser = site.browser()
        await browser.enterOrdering(address, TestOrderingSite.password)
        let code = try site.code()
        let other = site.browser()
        await other.enterOrdering(address, TestOrderingSite.password)
        try #require(try site.code() != code, "one in a million")
        #expect(await other.enterSecondFactor(code).status == .unprocessableContent)
        site.clock.advance(.seconds(300))
        await browser.enterSecondFactor(code)
        #expect(browser.page.location == "/second-factor")
        #expect(await browser.get("/second-factor").text.contains("有効時間が過ぎました"))
    }

    @Test func `The fifth wrong code ends the sign-in, and its owner is told`() async throws {
        let browser = site.browser()
        await browser.enterOrdering(address, TestOrderingSite.password)
        let wrong = try site.code() == "000000" ? "000001" : "000000"
        for left in [4, 3, 2, 1] {
            let page = await browser.enterSecondFactor(wrong)
            #expect(page.problems.first?.contains("あと\(left)回") == true)
        }
        await browser.enterSecondFactor(wrong)
        #expect(browser.page.location == "/second-factor/ended")
        #expect(try site.mails("account.second-factor-missed").count == 1)
        #expect(await browser.get("/dashboard").location == "/login?next=%2Fdashboard")
    }

    @Test func `No page is reached with the password alone`() async throws {
        let browser = site.browser()
        await browser.enterOrdering(address, TestOrderingSite.password)
        #expect(await browser.get("/dashboard").location == "/second-factor")
        #expect(await browser.get("/second-factor/choice").location == "/second-factor")
    }

    @Test func `After signing out the session's cookie is worth nothing`() async throws {
        let browser = try await site.signedIn(address)
        let cookies = browser.cookies
        await browser.get("/dashboard")
        await browser.post("/logout", [])
        #expect(browser.page.location == "/login?signed-out=1")
        let thief = site.browser()
        thief.cookies = cookies
        #expect(await thief.get("/dashboard").location?.hasPrefix("/login") == true)
    }

    @Test func `ACCT-4 cookies bear other names than the settings site's`() async throws {
        let browser = try await site.signedIn(address)
        #expect(Set(browser.cookies.keys).isDisjoint(with: ["__Host-session", "__Host-visit", "__Host-notice"]))
        #expect(browser.cookies["__Host-order-session"]?.isEmpty == false)
    }

    @Test func `AUTH-10 a session that rises goes on under a new token`() async throws {
        let browser = site.browser()
        await browser.enterOrdering(address, TestOrderingSite.password)
        let before = browser.cookies
        await browser.enterSecondFactor(try site.code())
        #expect(browser.page.location == "/dashboard")
        let old = site.browser()
        old.cookies = before
        #expect(await old.get("/dashboard").location?.hasPrefix("/login") == true)
    }

    @Test func `A page that is not there, and one without a right to it, say so in the words of this site`()
        async throws
    {
        let browser = try await site.signedIn(address)
        let page = await browser.get("/nowhere")
        #expect(page.status == .notFound && page.text.contains("ダッシュボードへ"))
        #expect(!page.text.contains("サービス選択") && !page.text.contains("仮パスワード"))
    }
}
