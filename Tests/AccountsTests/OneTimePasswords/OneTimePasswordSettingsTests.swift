@testable import Accounts
import HTTP
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct OneTimePasswordSettingsTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"], unit: .number, oneTimePasswords: .used)
        try site.setPassword("hikari7days", of: "0312340001")
    }

    /// Past password and one-time password.
    private func signedIn() async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days")
        await browser.sendCode()
        await browser.enter(try site.lastMail("one-time-password.code").code)
        try #require(browser.page.location == "/services")
        return browser
    }

    /// Past the password only.
    private func before() async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days")
        return browser
    }

    private func prove(
        _ browser: TestBrowser, _ id: String = TestSite.confirmationID,
        _ password: String = TestSite.confirmationPassword
    ) async -> TestPage {
        await browser.get("/one-time-password/mail-address")
        return await browser.post(
            "/one-time-password/mail-address", [("confirmationID", id), ("confirmationPassword", password)])
    }

    // MARK: OTP-6

    @Test func `OTP-6 with ID and password the address is changed before the code is entered`() async throws {
        let browser = try await before()
        #expect(await browser.get("/one-time-password").text.contains("href=\"/one-time-password/mail-address\""))
        #expect(await prove(browser).location == "/one-time-password/mail-address/new")
        await browser.get("/one-time-password/mail-address/new")
        let check = await browser.post("/one-time-password/mail-address/new", [("mailAddress", "new@example.com")])
        #expect(check.heading == "入力内容の確認" && check.text.contains("new@example.com"))
        await browser.post("/one-time-password/registration/mail", [])
        let mail = try site.lastMail("one-time-password.link")
        #expect(mail.recipient == "new@example.com")
        #expect(try site.oneTimePassword("0312340001")?.address?.text == "hikari@example.jp")
        #expect(await browser.confirm(mail.link).location == "/one-time-password")
        #expect(try site.oneTimePassword("0312340001")?.address?.text == "new@example.com")
        let told = try site.lastMail("one-time-password.address-changed")
        #expect(told.recipient == "hikari@example.jp" && told.body.contains("n****@e****.com"))
        await browser.sendCode()
        let code = try site.lastMail("one-time-password.code")
        #expect(code.recipient == "new@example.com")
        #expect(await browser.enter(code.code).location == "/services")
        #expect(await prove(try await before()).location == "/one-time-password/mail-address/new")
    }

    @Test func `OTP-5 OTP-6 a new address is sent a code of its own, however long ago one went to the old`()
        async throws
    {
        let browser = try await before()
        await browser.sendCode()
        let first = try site.lastMail("one-time-password.code").code
        _ = await prove(browser)
        await browser.get("/one-time-password/mail-address/new")
        await browser.post("/one-time-password/mail-address/new", [("mailAddress", "new@example.com")])
        await browser.post("/one-time-password/registration/mail", [])
        site.clock.advance(.seconds(301))
        await browser.confirm(try site.lastMail("one-time-password.link").link)
        #expect(await browser.enter(first).status == .unprocessableContent)
        await browser.sendCode()
        let second = try site.lastMail("one-time-password.code")
        #expect(second.recipient == "new@example.com")
        #expect(await browser.enter(second.code).location == "/services")
    }

    @Test func `OTP-6 without ID and password no new address is taken, and a proof serves its own session only`()
        async throws
    {
        let (first, second) = (try await before(), try await before())
        await second.get("/one-time-password/mail-address")
        let form = [("mailAddress", "new@example.com")]
        #expect(
            await second.post("/one-time-password/mail-address/new", form).location == "/one-time-password/mail-address"
        )
        _ = await prove(first)
        await second.get("/one-time-password/mail-address")
        #expect(
            await second.post("/one-time-password/mail-address/new", form).location == "/one-time-password/mail-address"
        )
        await second.get("/one-time-password/mail-address")
        await second.post("/one-time-password/registration/mail", [])
        await second.get("/one-time-password/registration")
        await second.get("/one-time-password/settings/mail-address")
        #expect(try site.mails("one-time-password.link").isEmpty)
    }

    @Test(arguments: [("Kakunin2027", TestSite.confirmationPassword), (TestSite.confirmationID, "kaku7nin9pw")])
    func `OTP-6 a wrong ID and a wrong password are answered alike`(id: String, password: String) async throws {
        let page = await prove(try await before(), id, password)
        #expect(page.status == .unprocessableContent)
        #expect(
            page.problems == [
                "確認用IDまたは確認用パスワードが正しくありません。もう一度入力してください（あと\(OneTimePasswords.allowedConfirmationMisses - 1)回間違えると、\(OneTimePasswords.blockTime.inHours)時間使えなくなります）。"
            ])
        #expect(!page.text.contains("kaku7nin"))
    }

    @Test func `OTP-6 the fifth miss closes that way for exactly 24 hours, in every browser`() async throws {
        let browser = try await before()
        for _ in 1...4 { _ = await prove(browser, "Kakunin2027") }
        let end = site.clock.now + .hours(24)
        let fifth = await prove(browser, "Kakunin2027")
        #expect(fifth.problems.first?.contains("\(end.dateAndTimeText(in: .japanese))まで使えません") == true)
        let other = try await before()
        await other.get("/one-time-password")
        let blocked = await other.post(
            "/one-time-password/mail-address",
            [("confirmationID", TestSite.confirmationID), ("confirmationPassword", TestSite.confirmationPassword)])
        #expect(blocked.status == .unprocessableContent)
        let mail = try site.lastMail("one-time-password.blocked")
        #expect(mail.recipient == "hikari@example.jp" && mail.body.contains(end.dateAndTimeText(in: .japanese)))
        site.clock.advance(.hours(24) - .milliseconds(1))
        #expect(await prove(try await before()).status == .unprocessableContent)
        site.clock.advance(.milliseconds(1))
        #expect(await prove(try await before()).location == "/one-time-password/mail-address/new")
        #expect(try site.auditEvents().filter { $0 == "one-time-password.confirmation-failed" }.count == 5)
    }

    @Test func `OTP-6 a right entry ends the row of misses`() async throws {
        let browser = try await before()
        for _ in 1...3 {
            for _ in 1...4 { _ = await prove(browser, "Kakunin2027") }
            #expect(await prove(browser).location == "/one-time-password/mail-address/new")
        }
    }

    // MARK: OTP-7

    @Test func `OTP-7 the settings show what is in force, and the services lead to them`() async throws {
        let browser = try await signedIn()
        let services = await browser.get("/services")
        #expect(services.text.contains("ログイン・認証の設定"))
        #expect(services.text.contains("href=\"/one-time-password/settings\""))
        let page = await browser.get("/one-time-password/settings")
        #expect(page.text.contains("利用する") && page.text.contains("h****@e****.jp"))
        #expect(!page.text.contains("hikari@example.jp"))
    }

    @Test func `OTP-7 利用しない needs the password, tells the address and ends other sessions`() async throws {
        let (here, there) = (try await signedIn(), try await signedIn())
        await here.get("/one-time-password/settings/use")
        let refused = await here.post("/one-time-password/settings/use", [("currentPassword", "wrong7days")])
        #expect(refused.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        #expect(await here.post("/one-time-password/settings/use", []).problems.count == 1)
        let done = await here.post("/one-time-password/settings/use", [("currentPassword", "hikari7days")])
        #expect(done.location == "/one-time-password/settings")
        #expect(await here.get("/one-time-password/settings").text.contains("利用しない"))
        #expect(await there.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        #expect(try site.lastMail("one-time-password.stopped").recipient == "hikari@example.jp")
        #expect(try site.oneTimePassword("0312340001")?.secrets == nil)
        #expect(try await site.browser().signIn("0312340001", "hikari7days").location == "/services")
    }

    @Test func `OTP-7 利用する again goes the way of the registration, with the password, and counts after the link`()
        async throws
    {
        try site.addContract("0399990001")
        let browser = try await site.signedIn("0399990001")
        #expect(await browser.get("/one-time-password/settings/use").text.contains("次へ"))
        let form = TestBrowser.registration.map { $0.0 == "mailAddress" ? ($0.0, "second@example.jp") : $0 }
        await browser.get("/one-time-password/registration")
        #expect(
            await browser.post("/one-time-password/registration", form + [("currentPassword", "")]).problems
                == ["現在のパスワードを入力してください。"])
        #expect(
            await browser.post("/one-time-password/registration", form + [("currentPassword", "wrong7days")]).status
                == .unprocessableContent)
        await browser.post("/one-time-password/registration", form + [("currentPassword", "hikari7days")])
        await browser.post("/one-time-password/registration/mail", [])
        #expect(await browser.get("/one-time-password/settings").text.contains("s****@e****.jpの本登録が済んでいません"))
        #expect(try await site.browser().signIn("0399990001", "hikari7days").location == "/services")
        let link = try site.lastMail("one-time-password.link").link
        #expect(await browser.confirm(link).location == "/one-time-password/settings")
        #expect(await browser.get("/one-time-password/settings").status == .ok)
        #expect(try await site.browser().signIn("0399990001", "hikari7days").location == "/one-time-password")
        #expect(await browser.get("/one-time-password/registration").location == "/one-time-password/settings")
    }

    @Test func `OTP-7 a new address counts after its link, the old one is told and other sessions end`() async throws {
        let (here, there) = (try await signedIn(), try await signedIn())
        await here.get("/one-time-password/settings/mail-address")
        let form = [("mailAddress", "new@example.com"), ("currentPassword", "hikari7days")]
        #expect(await here.post("/one-time-password/settings/mail-address", form).heading == "入力内容の確認")
        await here.post("/one-time-password/registration/mail", [])
        #expect(await there.get("/services").status == .ok)
        #expect(try site.oneTimePassword("0312340001")?.address?.text == "hikari@example.jp")
        let link = try site.lastMail("one-time-password.link").link
        #expect(await site.browser(address: "198.51.100.9").confirm(link).location?.hasSuffix("done") == true)
        #expect(try site.oneTimePassword("0312340001")?.address?.text == "new@example.com")
        #expect(try site.lastMail("one-time-password.address-changed").recipient == "hikari@example.jp")
        #expect(try site.lastMail("one-time-password.registered").recipient == "new@example.com")
        #expect(await here.get("/services").status == .ok)
        #expect(await there.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
    }

    @Test func `OTP-7 PW-3 確認用ID and 確認用パスワード are changed with the one in force and the new one twice`() async throws {
        let browser = try await signedIn()
        await browser.get("/one-time-password/settings/confirmation-id")
        func id(_ current: String, _ new: String, _ again: String? = nil) -> [(String, String)] {
            [
                ("currentConfirmationID", current), ("newConfirmationID", new),
                ("newConfirmationIDAgain", again ?? new), ("currentPassword", "hikari7days"),
            ]
        }
        let path = "/one-time-password/settings/confirmation-id"
        #expect(await browser.post(path, id("Kakunin2026", "kakuninid", "kakuninie")).problems.count == 2)
        #expect(await browser.post(path, id("Kakunin2027", "Kakunin2028")).problems.first?.contains("あと4回") == true)
        #expect(await browser.post(path, id("Kakunin2026", "Kakunin2028")).location == "/one-time-password/settings")
        await browser.get("/one-time-password/settings/confirmation-password")
        func password(_ current: String, _ new: String) -> [(String, String)] {
            [
                ("currentConfirmationPassword", current), ("newConfirmationPassword", new),
                ("newConfirmationPasswordAgain", new), ("currentPassword", "hikari7days"),
            ]
        }
        let second = "/one-time-password/settings/confirmation-password"
        let same = await browser.post(second, password("kaku7nin8pw", "kaku7nin8pw"))
        #expect(same.problems == ["新しい確認用パスワードは、現在の確認用パスワードと違うものを入力してください。"])
        #expect(
            await browser.post(second, password("kaku7nin8pw", "kaku9nin8pw")).location?.hasSuffix("settings") == true)
        #expect(try site.mails("one-time-password.secrets-changed").count == 2)
        let next = try await before()
        #expect(await prove(next).status == .unprocessableContent)
        #expect(await prove(next, "Kakunin2028", "kaku9nin8pw").location == "/one-time-password/mail-address/new")
    }

    @Test func `AUTH-4 the tenth wrong password on these pages voids it and ends the session`() async throws {
        let browser = try await signedIn()
        for _ in 1..<CredentialKind.regular.allowedMisses {
            await browser.get("/one-time-password/settings/use")
            await browser.post("/one-time-password/settings/use", [("currentPassword", "wrong7days")])
        }
        await browser.get("/one-time-password/settings/use")
        let page = await browser.post("/one-time-password/settings/use", [("currentPassword", "wrong7days")])
        #expect(page.location == "/login?ended=passwordVoid&input=lost")
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .unprocessableContent)
    }

    // MARK: Operator, housekeeping, words

    @Test func `OPS-2 otp reset forgets the registration and ends the sessions`() async throws {
        let browser = try await signedIn()
        let (number, now) = (try #require(PhoneNumber("0312340001")), site.clock.now)
        let mails = site.services.mails
        let isReset = try site.services.database.writeAndWait {
            try OneTimePasswordReset.run(number, at: now, mails, $0)
        }
        #expect(try site.lastMail("one-time-password.reset").recipient == "hikari@example.jp")
        #expect(isReset)
        #expect(await browser.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        #expect(try await before().page.location == "/one-time-password/choice")
        #expect(try site.auditEvents().contains("one-time-password.reset"))
    }

    @Test func `what has served its time is forgotten`() async throws {
        try await before().sendCode()
        let browser = try await before()
        _ = await prove(browser)
        site.clock.advance(.days(8))
        let now = site.clock.now
        try site.services.database.writeAndWait { try OneTimePasswordStore.forgetOld(at: now, $0) }
        let counts = try site.services.database.read { database in
            try database.query(
                """
                SELECT count(*) FROM one_time_password_sending UNION ALL
                SELECT count(*) FROM one_time_password_challenge UNION ALL
                SELECT count(*) FROM one_time_password_registration
                """
            ) { $0.integer(0) }
        }
        #expect(counts == [0, 0, 0])
    }

    @Test func `every event of the audit trail has words`() async throws {
        let browser = try await signedIn()
        _ = await prove(try await before(), "Kakunin2027")
        await browser.get("/one-time-password/settings/use")
        await browser.post("/one-time-password/settings/use", [("currentPassword", "hikari7days")])
        for event in try site.auditEvents() where event.hasPrefix("one-time-password.") {
            #expect(
                OneTimePasswords.feature(site.services, age: PasswordAge()).vocabulary?(.japanese).events[event] != nil,
                "\(event)")
        }
    }
}
