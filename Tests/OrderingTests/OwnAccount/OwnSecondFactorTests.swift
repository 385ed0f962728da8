@testable import Accounts
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ACCT-3: another second factor, and new recovery codes, with a present code first.
@Suite struct OwnSecondFactorTests {
    private let path = "/own-account/second-factor"
    private let codesPath = "/own-account/recovery-codes"

    @Test func `ACCT-3 from the mail to an app: a code of the mail, the QR code, a code of the app`() async throws {
        let house = try await OwnHouse()
        _ = try await house.giveRecoveryCodes()
        let code = try await house.mailedCode(path)
        await house.send(path, [("code", code), ("choice", "app")])
        #expect(house.browser.page.location == "\(path)/app")
        let page = await house.browser.get("\(path)/app")
        #expect(page.text.contains("<svg class=\"qr-code\""))
        let app = try house.shownApp()
        #expect(try house.factor() == .mail)
        #expect(await house.isSignedIn(house.elsewhere))
        #expect(await house.send("\(path)/app", [("code", "000000")]).status == .unprocessableContent)
        await house.send("\(path)/app", [("code", house.code(of: app))])
        #expect(house.browser.page.location == "/own-account")

        #expect(await house.browser.get("/own-account").text.contains("確認コードの受け取り方を変更しました"))
        #expect(try house.factor() == .app)
        #expect(await house.isSignedIn(house.browser))
        #expect(await !house.isSignedIn(house.elsewhere))
        #expect(try house.site.lastMail("account.second-factor-changed").body.contains("確認方法：認証アプリ"))
        #expect(await house.browser.get("/history").rows[0].contains("確認コードの受け取り方の設定 メール → 認証アプリ"))
        // The code that has proved the app serves no second time.
        let other = house.site.browser()
        await other.enterOrdering(OwnHouse.address, TestOrderingSite.password)
        #expect(await other.enterSecondFactor(house.code(of: app)).problems.first?.contains("すでに使われました") == true)
        house.site.clock.advance(.seconds(30))
        await other.enterSecondFactor(house.code(of: app))
        #expect(other.page.location == "/dashboard")
    }

    @Test func `ACCT-3 an app that has shown no code yet changes nothing, and is forgotten after 10 minutes`()
        async throws
    {
        let house = try await OwnHouse()
        let present = try await house.giveApp()
        await house.send(path, [("code", house.code(of: present)), ("choice", "app")])
        await house.browser.get("\(path)/app")
        let new = try house.shownApp()
        #expect(new.secret != present.secret)
        house.site.clock.advance(.seconds(30))
        let other = house.site.browser()
        await other.enterOrdering(OwnHouse.address, TestOrderingSite.password)
        await other.enterSecondFactor(house.code(of: present))
        #expect(other.page.location == "/dashboard")
        // The pending secret is this session's alone.
        #expect(await other.get("\(path)/app").location == path)
        house.site.clock.advance(.minutes(9) + .seconds(30) - .milliseconds(1))
        #expect(await house.browser.get("\(path)/app").status == .ok)
        house.site.clock.advance(.milliseconds(1))
        await house.browser.post("\(path)/app", [("code", house.code(of: new))])
        #expect(house.browser.page.location == path)
    }

    @Test func `ACCT-3 from the app to the mail, with a code of the app, which serves once`() async throws {
        let house = try await OwnHouse()
        let app = try await house.giveApp()
        let none = await house.send(path, [("code", house.code(of: app))])
        #expect(none.problems == ["確認コードの受け取り方を選択してください。"])
        await house.send(path, [("code", house.code(of: app)), ("choice", "mail")])
        #expect(house.browser.page.location == "/own-account")
        #expect(try house.factor() == .mail)
        #expect(await !house.isSignedIn(house.elsewhere))
        #expect(await house.isSignedIn(try await house.site.signedIn(OwnHouse.address)))
    }

    @Test func `ACCT-3 whose app is lost proves themselves by a recovery code, and hears that it was used`()
        async throws
    {
        let house = try await OwnHouse()
        _ = try await house.giveApp()
        let codes = try await house.giveRecoveryCodes()
        await house.send(path, [("code", codes[0].text.lowercased()), ("choice", "app")])
        await house.browser.get("\(path)/app")
        await house.send("\(path)/app", [("code", house.code(of: try house.shownApp()))])
        #expect(house.browser.page.location == "/own-account")
        #expect(try house.site.lastMail("account.recovery-code-used").body.contains("残りのリカバリーコード：7個"))
        #expect(await house.send(codesPath, [("code", codes[0].text)]).status == .unprocessableContent)
    }

    @Test(arguments: ["/own-account/second-factor", "/own-account/recovery-codes"])
    func `ACCT-3 the fifth wrong code signs out who sits there, and the owner is told`(path: String) async throws {
        let house = try await OwnHouse()
        _ = try await house.giveRecoveryCodes()
        let code = try await house.mailedCode(path)
        #expect(await house.send(path, [("code", ""), ("choice", "app")]).problems == ["確認コードを入力してください。"])
        for left in [4, 3, 2, 1] {
            let page = await house.send(path, [("code", house.wrong(code)), ("choice", "app")])
            #expect(page.problems.first?.contains("あと\(left)回") == true)
        }
        await house.send(path, [("code", house.wrong(code)), ("choice", "app")])
        #expect(house.browser.page.location == "/second-factor/ended")
        #expect(await !house.isSignedIn(house.browser))
        #expect(await house.isSignedIn(house.elsewhere))
        #expect(try house.site.mails("account.second-factor-missed").count == 1)
    }

    @Test func `A code of 300 seconds ago serves no more, another one is sent, and the misses stay counted`()
        async throws
    {
        let house = try await OwnHouse()
        #expect(
            await house.send(path, [("code", "123456"), ("choice", "app")]).problems == ["先に「確認コードを送信」を押してください。"])
        let code = try await house.mailedCode(path)
        await house.send(path, [("code", house.wrong(code)), ("choice", "app")])
        house.site.clock.advance(.seconds(300))
        let late = await house.send(path, [("code", code), ("choice", "app")])
        #expect(late.problems.first?.contains("有効時間（300秒）が過ぎました") == true)
        let fresh = try await house.mailedCode(path)
        try #require(fresh != code, "one in a million")
        let page = await house.send(path, [("code", code), ("choice", "app")])
        #expect(page.problems.first?.contains("あと3回") == true)
        await house.send(path, [("code", fresh), ("choice", "app")])
        #expect(house.browser.page.location == "\(path)/app")
    }

    @Test func `ACCT-3 new recovery codes are shown once, the old ones are void, and the owner is told`() async throws {
        let house = try await OwnHouse()
        let old = try await house.giveRecoveryCodes()
        let code = try await house.mailedCode(codesPath)
        let page = await house.send(codesPath, [("code", code)])
        let codes = page.recoveryCodes
        #expect(Set(codes).count == 8)
        #expect(try house.site.mails("account.recovery-codes-made").count == 1)
        #expect(await !house.browser.get(codesPath).text.contains(codes[0]))
        // A code is right once.
        #expect(await house.send(codesPath, [("code", code)]).status == .unprocessableContent)
        for (typed, lets) in [(old[0].text, false), (codes[0], true)] {
            let other = house.site.browser()
            await other.enterOrdering(OwnHouse.address, TestOrderingSite.password)
            await other.get("/second-factor/recovery")
            await other.post("/second-factor/recovery", [("recoveryCode", typed)])
            #expect((other.page.location == "/dashboard") == lets)
        }
    }

    @Test func `Whoever has no recovery codes makes the first ones where they are offered`() async throws {
        let house = try await OwnHouse()
        #expect(await house.browser.get(codesPath).location == "/recovery-codes")
        #expect(await house.browser.get("/own-account").text.contains("href=\"/recovery-codes\""))
    }
}
