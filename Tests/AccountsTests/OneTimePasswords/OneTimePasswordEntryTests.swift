@testable import Accounts
import Foundation
import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct OneTimePasswordEntryTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"], unit: .number, oneTimePasswords: .used)
        try site.setPassword("hikari7days", of: "0312340001")
    }

    /// Past the password.
    private func browser(next: String = "") async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days", next: next)
        return browser
    }

    private func code() throws -> String { try site.lastMail("one-time-password.code").code }

    /// A code that is not the one in the mail.
    private func wrong() throws -> String { try code() == "000000" ? "000001" : "000000" }

    @Test func `AUTH-9 with a one-time password in use no other page is reached before it`() async throws {
        let browser = try await browser()
        #expect(browser.page.location == "/one-time-password")
        for path in ["/services", "/bulk-forwarding", "/password", "/one-time-password/choice"] {
            #expect(await browser.get(path).location == "/one-time-password")
        }
        #expect(await site.browser().get("/one-time-password").location == "/login?next=%2Fone-time-password")
    }

    @Test func `FWD-8 who has not entered the code yet is not told that forwarding is on`() async throws {
        let forwarding: StaticString = """
            INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind)
            SELECT id, 1, 1, 0, 'operator' FROM contract
            """
        try site.services.database.writeAndWait { try $0.run(forwarding) }
        let browser = try await browser()
        let page = await browser.get("/one-time-password")
        #expect(page.text.contains("ログイン手続き中"))
        #expect(!page.text.contains("一括転送"))
    }

    @Test func `OTP-5 the code in the mail leads on, under a new session id, to the page asked for`() async throws {
        let browser = try await browser(next: "/bulk-forwarding")
        let before = browser.cookies["__Host-session"]
        await browser.sendCode()
        #expect(await browser.enter(try code()).location == "/services" || browser.page.location == "/bulk-forwarding")
        #expect(browser.page.location == "/bulk-forwarding")
        #expect(browser.cookies["__Host-session"] != before)
        #expect(await browser.get("/services").status == .ok)
    }

    @Test func `OTP-5 the page names the masked address, the reference number of the mail and the time left`()
        async throws
    {
        let browser = try await browser()
        #expect(await browser.get("/one-time-password").text.contains("h****@e****.jp"))
        await browser.sendCode()
        site.clock.advance(.seconds(28))
        let page = await browser.get("/one-time-password")
        let mail = try site.lastMail("one-time-password.code")
        let reference = try #require(mail.body.between("画面の照合番号が ", " である"))
        #expect(page.text.contains("<strong translate=\"no\">\(reference)</strong>"))
        #expect(mail.subject.contains(reference) && !mail.subject.contains(mail.code))
        #expect(page.text.contains("あと4分32秒"))
        #expect(!page.text.contains("hikari@example.jp"))
        #expect(page.text.contains("autocomplete=\"one-time-code\"") && page.text.contains("inputmode=\"numeric\""))
        #expect(!page.text.contains("maxlength"))
    }

    @Test func `OTP-5 the mail has the code on its own line and says when, from where and what if`() async throws {
        try await browser().sendCode()
        let mail = try site.lastMail("one-time-password.code")
        #expect(mail.recipient == "hikari@example.jp")
        #expect(mail.code.count == 6)
        #expect(mail.body.contains("\n\n\(mail.code)\n\n"))
        #expect(mail.body.contains("心当たりがない場合は") && mail.body.contains("接続元：192.0.2.1"))
        #expect(mail.body.contains("受付日時：\(site.clock.now.dateAndTimeText(in: .japanese))"))
    }

    @Test func `OTP-5 full-width digits and spaces are accepted`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        let code = try code()
        let wide = code.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }.map(String.init)
        let typed = " " + wide.prefix(3).joined() + "　" + code.suffix(3) + " "
        #expect(await browser.enter(typed).location == "/services")
    }

    @Test func `OTP-5 sending again repeats the code and does not prolong it`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        let first = try code()
        site.clock.advance(.seconds(200))
        await browser.sendCode()
        #expect(try code() == first)
        #expect(try site.mails("one-time-password.code").count == 2)
        site.clock.advance(.seconds(100))
        let page = await browser.enter(first)
        #expect(page.text.contains("有効時間（\(OneTimePasswords.codeLifetime.inSeconds)秒）が過ぎました"))
        #expect(await browser.get("/services").location == "/one-time-password")
    }

    @Test func `OTP-5 a code serves until 300 seconds have passed, and then the person signs in again`() async throws {
        let (early, late) = (try await browser(), try await browser())
        await early.sendCode()
        let first = try code()
        await late.sendCode()
        let second = try code()
        await late.get("/one-time-password")
        site.clock.advance(.seconds(300) - .milliseconds(1))
        #expect(await early.enter(first).location == "/services")
        site.clock.advance(.milliseconds(1))
        let page = await late.post("/one-time-password", [("oneTimePassword", second)])
        #expect(page.status == .unprocessableContent)
        #expect(
            page.problems == [
                "ワンタイムパスワードの有効時間（\(OneTimePasswords.codeLifetime.inSeconds)秒）が過ぎました。もう一度ログインして、新しいワンタイムパスワードを受け取ってください。"
            ])
        #expect(await late.get("/one-time-password").text.contains("href=\"/login\""))
        await late.sendCode()
        #expect(try site.mails("one-time-password.code").count == 2)
        try await late.signIn("0312340001", "hikari7days")
        await late.sendCode()
        #expect(try code() != second)
        #expect(await late.enter(try code()).location == "/services")
    }

    @Test func `OTP-5 the fifth wrong code voids it and ends the sign-in`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        let (right, wrong) = (try code(), try wrong())
        for left in [4, 3, 2, 1] {
            let page = await browser.enter(wrong)
            #expect(page.status == .unprocessableContent)
            #expect(page.problems.first?.contains("あと\(left)回間違えると") == true)
        }
        let session = browser.cookies["__Host-session"]
        #expect(await browser.enter(wrong).location == "/one-time-password/ended")
        #expect(await browser.get("/one-time-password/ended").text.contains("\(OneTimePasswords.allowedMisses)回間違えた"))
        browser.cookies["__Host-session"] = session
        #expect(await browser.get("/one-time-password").location == "/login?ended=elsewhere&next=%2Fone-time-password")
        try await browser.signIn("0312340001", "hikari7days")
        await browser.sendCode()
        #expect(try code() != right)
        let mail = try site.lastMail("one-time-password.missed")
        #expect(mail.recipient == "hikari@example.jp" && mail.body.contains("192.0.2.1"))
        #expect(try site.auditEvents().filter { $0 == "one-time-password.failed" }.count == 5)
        #expect(try site.auditEvents().contains("one-time-password.voided"))
    }

    @Test func `OTP-5 what has not the form of a code is named and does not count`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        var sentences: Set<String> = []
        for typed in ["", "12345", "1234567", "12345a", "12345", "", "99"] {
            sentences.formUnion(await browser.enter(typed).problems)
        }
        #expect(sentences.count == 5)
        #expect(await browser.enter(try code()).location == "/services")
    }

    @Test func `OTP-5 a code works once and only in the sign-in it was made for`() async throws {
        let (first, second) = (try await browser(), try await browser())
        await first.sendCode()
        let code = try code()
        await second.sendCode()
        #expect(await second.enter(code).status == .unprocessableContent)
        let session = first.cookies["__Host-session"]
        #expect(await first.enter(code).location == "/services")
        let replay = site.browser()
        replay.cookies["__Host-session"] = session
        #expect(await replay.enter(code).location != "/services")
        #expect(await replay.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        let third = try await browser()
        await third.sendCode()
        #expect(await third.enter(code).status == .unprocessableContent)
    }

    @Test func `OTP-5 a code sent to the address before is worth nothing after the address has changed`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        let code = try code()
        try site.useOneTimePasswords("0312340001", address: "other@example.jp")
        #expect(await browser.enter(code).status == .unprocessableContent)
    }

    @Test func `AUTH-11 who knows the password has fifty guesses a day, over however many sign-ins`() async throws {
        for round in 1...13 {
            if round % 5 == 0 { site.clock.advance(OneTimePasswords.sendingWindow) }
            let browser = try await browser()
            await browser.sendCode()
            #expect(browser.page.status == .seeOther)
            // One less than ends the sign-in, of which the owner would be told.
            for _ in 1...4 { await browser.enter(try wrong()) }
        }
        site.clock.advance(OneTimePasswords.sendingWindow)
        let refused = await (try await browser()).sendCode()
        #expect(refused.status == .unprocessableContent)
        #expect(
            refused.problems.first?.hasPrefix(
                "ワンタイムパスワードの間違いが\(OneTimePasswords.missWindow.inHours)時間に\(OneTimePasswords.allowedMissesOfNumber)回")
                == true)
        site.clock.advance(.hours(24))
        let browser = try await browser()
        await browser.sendCode()
        #expect(await browser.enter(try code()).location == "/services")
    }

    @Test func `OTP-5 a number is sent at most five codes in 15 minutes, whatever browsers ask`() async throws {
        for _ in 1...5 { try await browser().sendCode() }
        let sixth = try await browser()
        let page = await sixth.sendCode()
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.first?.hasPrefix(tooManySendings) == true)
        #expect(try site.mails("one-time-password.code").count == 5)
        site.clock.advance(.minutes(15))
        try await sixth.signIn("0312340001", "hikari7days")
        await sixth.sendCode()
        #expect(try site.mails("one-time-password.code").count == 6)
    }

    @Test func `OTP-5 an entry before anything was sent says so`() async throws {
        let browser = try await browser()
        #expect(await browser.enter("123456").problems == ["先に「ワンタイムパスワードを送信」を押してください。"])
    }

    @Test func `OTP-5 neither database nor log holds the code`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        let code = try code()
        await browser.enter(code)
        let audit = try site.services.database.read { database in
            try database.query("SELECT subject || coalesce(before, '') || coalesce(after, '') FROM audit") {
                $0.text(0)
            }
        }
        #expect(!audit.contains { $0.contains(code) })
        #expect(!site.log.all.contains { $0.contains(code) })
    }

    @Test func `OPS-3 while mails are late the pages say so, and go out by themselves later`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        #expect(await !browser.get("/one-time-password").text.contains("メールの送信が遅れています"))
        site.clock.advance(.seconds(61))
        #expect(await browser.get("/one-time-password").text.contains("メールの送信が遅れています"))
    }

    @Test func `AUTH-15 with an expired password the code comes before the new password, and is asked once`()
        async throws
    {
        site.clock.advance(.days(61))
        let browser = try await browser(next: "/history")
        #expect(browser.page.location == "/one-time-password")
        #expect(await browser.get("/password").location == "/one-time-password")
        await browser.sendCode()
        #expect(await browser.enter(try code()).location == "/password")
        for path in ["/services", "/one-time-password"] { #expect(await browser.get(path).location == "/password") }
        let form = [
            ("currentPassword", "hikari7days"), ("newPassword", "hikari8days"), ("confirmation", "hikari8days"),
        ]
        await browser.get("/password")
        #expect(await browser.post("/password", form).location == "/history")
        #expect(await browser.get("/services").status == .ok)
    }

    @Test func `AUTH-14 a code is found in what was pasted, and what can be none is no miss`() async throws {
        let browser = try await browser()
        await browser.sendCode()
        let code = try code()
        for typed in ["12345", "1234567", "コード", "\(code) 654321"] {
            let page = await browser.enter(typed)
            #expect(page.status == .unprocessableContent)
            #expect(page.problems.first?.contains("あと") == false)
        }
        let pasted = "ワンタイムパスワード：\n\u{200B}\(code)\n（300秒以内に入力してください）"
        #expect(await browser.enter(pasted).location == "/services")
    }

    @Test func `AUTH-8 AUTH-9 a forced change comes before the one-time password after a temporary one`() async throws {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        let browser = site.browser()
        #expect(try await browser.signIn("0312340001", "13572468").location == "/password")
        await browser.get("/password")
        let form = [("currentPassword", "13572468"), ("newPassword", "hikari8days"), ("confirmation", "hikari8days")]
        #expect(await browser.post("/password", form).location == "/one-time-password")
    }
}

/// How the page begins to say that no more mails are sent for now.
let tooManySendings =
    "\(OneTimePasswords.sendingWindow.inMinutes)分間に送信できるのは\(OneTimePasswords.allowedSendings)回までです。"
