import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ACCT-2: one's own password, with the present one.
@Suite struct OwnPasswordTests {
    private let new = "mori hayashi 88"
    private let path = "/own-account/password"

    private func form(
        _ new: String, present: String = TestOrderingSite.password, again: String? = nil
    ) -> [(String, String)] {
        [("currentPassword", present), ("newPassword", new), ("confirmation", again ?? new)]
    }

    @Test func `ACCT-2 with the present password a new one is set; others are signed out, and the owner is told`()
        async throws
    {
        let house = try await OwnHouse()
        let before = house.browser.cookies["__Host-order-session"]
        await house.send(path, form(new))
        #expect(house.browser.page.location == "/own-account")
        #expect(await house.browser.get("/own-account").text.contains("新しいパスワードを設定しました"))
        #expect(house.browser.cookies["__Host-order-session"] != before)
        #expect(await house.isSignedIn(house.browser))
        #expect(await !house.isSignedIn(house.elsewhere))
        #expect(try house.site.mails("account.password-changed").count == 1)
        #expect(try house.site.auditEvents().last == "password.changed")
        #expect(await house.isSignedIn(try await house.site.signedIn(OwnHouse.address, password: new)))
        let old = house.site.browser()
        await old.enterOrdering(OwnHouse.address, TestOrderingSite.password)
        #expect(old.page.status == .unprocessableContent)
    }

    @Test func `A link of a forgotten password is dead once the password has been changed`() async throws {
        let house = try await OwnHouse()
        let stranger = house.site.browser()
        await stranger.get("/forgotten-password")
        await stranger.post("/forgotten-password", [("mailAddress", OwnHouse.address)])
        let link = try house.site.lastMail("account.password-link").link
        await house.send(path, form(new))
        #expect(await stranger.get(link).status == .notFound)
    }

    @Test func `Everything wrong with the form is told at once, and nothing is changed`() async throws {
        let house = try await OwnHouse()
        let empty = await house.send(path, [])
        #expect(
            empty.problems == ["現在のパスワードを入力してください。", "新しいパスワードを入力してください。"],
            "\(empty.problems)")
        let short = await house.send(path, form("short", again: "other"))
        #expect(short.problems.count == 2 && short.status == .unprocessableContent)
        let same = await house.send(path, form(TestOrderingSite.password))
        #expect(same.problems == ["現在のパスワードと同じです。別のパスワードを入力してください。"])
        let address = await house.send(path, form("Hanako@example.jp"))
        #expect(address.problems.first?.hasPrefix("メールアドレスは") == true)
        #expect(await house.isSignedIn(house.elsewhere))
        #expect(try house.site.mails("account.password-changed").isEmpty)
        #expect(!empty.text.contains(TestOrderingSite.password) && !same.text.contains(TestOrderingSite.password))
    }

    @Test func `ACCT-2 the tenth wrong present password voids it for 30 minutes and signs out who guessed`()
        async throws
    {
        let house = try await OwnHouse()
        for _ in 0..<9 {
            let page = await house.send(path, form(new, present: "wrong password"))
            #expect(page.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        }
        await house.send(path, form(new, present: "wrong password"))
        let location = try #require(house.browser.page.location)
        #expect(location.hasPrefix("/login?ended=passwordVoid"))
        #expect(await house.browser.get(location).text.contains("現在のパスワードの間違いが10回続いたため"))
        #expect(await !house.isSignedIn(house.browser))
        #expect(await house.isSignedIn(house.elsewhere))
        #expect(try house.site.mails("account.password-spent").count == 1)
        #expect(try house.site.auditEvents().suffix(2) == ["password.missed", "password.voided"])

        await house.elsewhere.get(path)
        let void = await house.elsewhere.post(path, form(new))
        #expect(void.problems.first?.contains("まで変更できません") == true)
        for _ in 0..<2 {
            house.site.clock.advance(.minutes(14))
            try await house.use(house.elsewhere)
        }
        house.site.clock.advance(.minutes(2) - .milliseconds(1))
        await house.elsewhere.get(path)
        #expect(await house.elsewhere.post(path, form(new)).status == .unprocessableContent)
        house.site.clock.advance(.milliseconds(1))
        await house.elsewhere.get(path)
        await house.elsewhere.post(path, form(new))
        #expect(house.elsewhere.page.location == "/own-account")
    }

    @Test func `A right present password ends the row of misses`() async throws {
        let house = try await OwnHouse()
        for _ in 0..<9 { await house.send(path, form(new, present: "wrong password")) }
        await house.send(path, form(new))
        #expect(house.browser.page.location == "/own-account")
        for _ in 0..<9 { await house.send(path, form("ume sakura momo 9", present: "wrong password")) }
        #expect(await house.isSignedIn(house.browser))
    }

    @Test func `A password manager finds the page`() async throws {
        let house = try await OwnHouse()
        #expect(await house.browser.get("/.well-known/change-password").location == path)
    }
}
