@testable import Accounts
import HTTP
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct OneTimePasswordRegistrationTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"], unit: .number, oneTimePasswords: .notChosen)
        try site.setPassword("hikari7days", of: "0312340001")
    }

    private func signedIn() async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days")
        return browser
    }

    @Test func `AUTH-9 OTP-1 the first sign-in leads to the choice and nowhere else`() async throws {
        let browser = try await signedIn()
        #expect(browser.page.location == "/one-time-password/choice")
        for path in ["/services", "/password", "/one-time-password", "/one-time-password/settings"] {
            #expect(await browser.get(path).location == "/one-time-password/choice")
        }
        #expect(await browser.get("/one-time-password/choice").heading == "ワンタイムパスワードの利用選択")
    }

    @Test func `OTP-1 利用しない is agreed to, signs in under a new session id and is not asked again`() async throws {
        let browser = try await signedIn()
        let before = browser.cookies["__Host-session"]
        await browser.get("/one-time-password/choice")
        #expect(
            await browser.post("/one-time-password/choice", [("use", "no")]).location == "/one-time-password/consent")
        #expect(await browser.get("/one-time-password/consent").text.contains("同意する"))
        #expect(await browser.post("/one-time-password/consent", []).location == "/services")
        #expect(browser.cookies["__Host-session"] != before)
        #expect(await browser.get("/services").status == .ok)
        #expect(try await signedIn().page.location == "/services")
        #expect(try site.auditEvents().contains("one-time-password.not-used"))
    }

    @Test func `OTP-1 nothing chosen is named`() async throws {
        let browser = try await signedIn()
        await browser.get("/one-time-password/choice")
        let page = await browser.post("/one-time-password/choice", [])
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["「ワンタイムパスワードを利用する」または「ワンタイムパスワードを利用しない」を選択してください。"])
    }

    @Test func `OTP-2 address, ID and password, the check page, the mail, the button, then the code`() async throws {
        let browser = try await signedIn()
        await browser.get("/one-time-password/registration")
        let check = await browser.post("/one-time-password/registration", TestBrowser.registration)
        #expect(check.heading == "入力内容の確認")
        #expect(check.text.contains("hikari@example.jp") && check.text.contains("Kakunin2026"))
        #expect(!check.text.contains(TestSite.confirmationPassword))
        #expect(try site.mails().isEmpty)
        let sent = await browser.post("/one-time-password/registration/mail", [])
        #expect(sent.location == "/one-time-password/registration/waiting")
        let waiting = await browser.get("/one-time-password/registration/waiting")
        #expect(
            waiting.text.contains("h****@e****.jp")
                && waiting.text.contains("\(OneTimePasswords.linkLifetime.inHours)時間"))
        #expect(!waiting.text.contains("hikari@example.jp"))
        let mail = try site.lastMail("one-time-password.link")
        #expect(mail.recipient == "hikari@example.jp")
        #expect(mail.subject == "【ひかり電話設定サイト】メールアドレスの本登録のお手続き")
        #expect(mail.body.contains("心当たりがない場合は") && mail.body.contains("192.0.2.1"))
        let confirmed = await browser.confirm(mail.link)
        #expect(confirmed.location == "/one-time-password")
        #expect(await browser.get("/one-time-password").text.contains("本登録が完了しました"))
        await browser.sendCode()
        let entered = await browser.enter(try site.lastMail("one-time-password.code").code)
        #expect(entered.location == "/services")
        #expect(try await signedIn().page.location == "/one-time-password")
    }

    @Test func `OTP-2 the link opened elsewhere completes, and the waiting browser goes on`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let telephone = site.browser(address: "198.51.100.9")
        let link = try site.lastMail("one-time-password.link").link
        #expect(await telephone.get(link).text.contains("03-1234-0001"))
        #expect(await telephone.confirm(link).location == "/one-time-password/confirmation/done")
        #expect(await telephone.get("/one-time-password/confirmation/done").text.contains("もう一度ログイン"))
        #expect(await telephone.get("/services").location == "/login?next=%2Fservices")
        #expect(await browser.get("/one-time-password/registration/waiting").location == "/one-time-password")
        #expect(await browser.get("/one-time-password").status == .ok)
    }

    @Test func `OTP-2 次へ before the link was used says what is still to be done`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let waiting = await browser.get("/one-time-password/registration/waiting")
        let path = "/one-time-password/registration/waiting?next=1"
        #expect(waiting.text.contains("href=\"\(path)\"") && !waiting.text.contains("まだ済んでいません"))
        #expect(await browser.get(path).text.contains("本登録がまだ済んでいません。"))
        await site.browser().confirm(try site.lastMail("one-time-password.link").link)
        #expect(await browser.get(path).location == "/one-time-password")
    }

    @Test func `OTP-2 OPS-3 while mails are late the page that waits says so`() async throws {
        let browser = try await signedIn()
        await browser.register()
        #expect(await !browser.get("/one-time-password/registration/waiting").text.contains("メールの送信が遅れています"))
        site.clock.advance(.seconds(61))
        #expect(await browser.get("/one-time-password/registration/waiting").text.contains("メールの送信が遅れています"))
    }

    @Test func `OTP-2 a scanner that opens the link changes nothing`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link
        for _ in 1...3 { #expect(await site.browser(address: "203.0.113.5").get(link).status == .ok) }
        #expect(try site.oneTimePassword("0312340001") == nil)
        #expect(await site.browser().confirm(link).location == "/one-time-password/confirmation/done")
    }

    @Test func `OTP-2 a link works once, and 本登録する pressed twice shows the same page twice`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link
        let telephone = site.browser(address: "198.51.100.9")
        for each in [browser, telephone] { await each.get(link) }
        let form = ["link", "token"].map { ($0, browser.page.value(of: $0) ?? "") }
        let first = await browser.post("/one-time-password/confirmation", form, token: false)
        let mails = try site.mails().count
        let again = await browser.post("/one-time-password/confirmation", form, token: false)
        #expect(first.location == "/one-time-password" && again.location == first.location)
        #expect(await browser.get("/one-time-password").text.contains("本登録が完了しました"))
        let elsewhere = await telephone.post("/one-time-password/confirmation", [form[0]])
        #expect(elsewhere.location == "/one-time-password/confirmation/done")
        #expect(await telephone.get(link).location == "/one-time-password/confirmation/done")
        #expect(try site.mails().count == mails)
        #expect(try site.auditEvents().filter { $0 == "one-time-password.registered" }.count == 1)
    }

    @Test func `OTP-2 a used link completes nothing once its address is no longer in force`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link
        await site.browser().confirm(link)
        let number = try #require(PhoneNumber("0312340001"))
        _ = try site.services.database.writeAndWait { try OneTimePasswordStore.forget(number, $0) }
        let page = await site.browser().get(link)
        #expect(page.status == .notFound && page.text.contains("すでに使われた"))
    }

    @Test(arguments: [">", "&gt;", ".", "。", "）", "\"", "%0D%0A", "_", "&utm_source=mail"])
    func `OTP-2 marks that mail programs put behind a link spoil nothing`(mark: String) async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link
        #expect(await browser.confirm(link + mark).location == "/one-time-password")
    }

    @Test func `OTP-2 a link broken over two lines is put together, and one cut off is told so`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link
        for cut in [link.dropLast(), link.dropLast(20), link.dropLast(43)] {
            let page = await site.browser().get(String(cut))
            #expect(page.status == .notFound && page.text.contains("URLが途中で切れています。"))
            #expect(!page.text.contains("すでに使われた"))
        }
        let middle = link.index(link.endIndex, offsetBy: -10)
        let page = await site.browser().get(link[..<middle] + "%0A%20" + link[middle...])
        #expect(page.status == .ok && page.text.contains("本登録する"))
    }

    @Test func `OTP-2 a link is valid for less than exactly 24 hours`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link
        site.clock.advance(.hours(24) - .milliseconds(1))
        #expect(await site.browser().get(link).status == .ok)
        let late = site.browser()
        await late.get(link)
        site.clock.advance(.milliseconds(1))
        let page = await late.post("/one-time-password/confirmation", [("link", late.page.value(of: "link") ?? "")])
        #expect(page.text.contains("有効期限（\(OneTimePasswords.linkLifetime.inHours)時間）が過ぎています"))
        #expect(try site.oneTimePassword("0312340001") == nil)
    }

    @Test func `OTP-2 a mail sent again brings a new link and the old one is dead`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let first = try site.lastMail("one-time-password.link").link
        await browser.get("/one-time-password/registration/waiting")
        await browser.post("/one-time-password/registration/waiting", [])
        let second = try site.lastMail("one-time-password.link").link
        #expect(first != second)
        #expect(await site.browser().get(first).status == .notFound)
        #expect(await site.browser().get(second).status == .ok)
    }

    @Test func `OTP-2 a number is sent at most five links in 15 minutes`() async throws {
        let browser = try await signedIn()
        await browser.register()
        for _ in 1...5 {
            await browser.get("/one-time-password/registration/waiting")
            await browser.post("/one-time-password/registration/waiting", [])
        }
        #expect(browser.page.problems.first?.hasPrefix(tooManySendings) == true)
        #expect(try site.mails("one-time-password.link").count == 5)
    }

    @Test func `OTP-2 登録 pressed twice sends one mail`() async throws {
        let browser = try await signedIn()
        await browser.register()
        await browser.get("/one-time-password/registration/waiting")
        await browser.post("/one-time-password/registration/mail", [])
        #expect(try site.mails("one-time-password.link").count == 1)
    }

    @Test func `OTP-3 OTP-4 every broken rule of the form is named at once, and no password is sent back`() async throws
    {
        let browser = try await signedIn()
        await browser.get("/one-time-password/registration")
        let page = await browser.post(
            "/one-time-password/registration",
            [
                ("mailAddress", "hikari@"), ("confirmationID", "kakunin"), ("confirmationPassword", "aaaa7"),
                ("confirmationPasswordAgain", "aaaa8"),
            ])
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 6)
        #expect(page.value(of: "mailAddress") == "hikari@")
        #expect(page.value(of: "confirmationID") == "kakunin")
        #expect(!page.text.contains("aaaa7"))
        #expect(try site.mails().isEmpty)
    }

    @Test func `OTP-2 nothing of a registration is stored readably`() async throws {
        let browser = try await signedIn()
        await browser.register()
        let link = try site.lastMail("one-time-password.link").link.split(separator: "=").last.map(String.init) ?? ""
        let number = try #require(PhoneNumber("0312340001"))
        let stored = try site.services.database.read { try OneTimePasswordRegistrationStore.find(number, $0) }
        #expect(stored?.secrets?.idHash != Array(TestSite.confirmationID.utf8))
        let hashes = try site.services.database.read { database in
            try database.query("SELECT link_hash FROM one_time_password_registration") { $0.bytes(0) }
        }
        #expect(hashes.count == 1 && hashes[0] != Array(link.utf8) && link.count == 43)
    }

    @Test func `AUTH-9 利用する chosen elsewhere meanwhile is not undone by 同意する`() async throws {
        let (first, second) = (try await signedIn(), try await signedIn())
        await second.get("/one-time-password/consent")
        await first.register()
        await site.browser().confirm(try site.lastMail("one-time-password.link").link)
        #expect(await second.post("/one-time-password/consent", []).location == "/one-time-password")
        #expect(try site.oneTimePassword("0312340001")?.isUsed == true)
    }
}
