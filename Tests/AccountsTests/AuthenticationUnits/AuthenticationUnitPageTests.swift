@testable import Accounts
import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct AuthenticationUnitPageTests {
    @Test
    func `UNIT-1 every number's password makes the line's the acting number's, and only the contract number signs in`()
        async throws
    {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let other = try await units.signedIn("0312340003")
        let browser = try await units.signedIn("0312340002")
        #expect(await units.enterAll(browser, to: .line).location == "/authentication-unit/check")
        let check = await browser.get("/authentication-unit/check")
        #expect(check.text.contains("ほかの2番号のパスワードはなくなり"))
        #expect(check.text.contains(">認証単位変更</button>"))
        let done = await units.confirm(browser)
        #expect(done.location == "/login")
        let login = await browser.get("/login")
        #expect(login.words.contains("契約者回線番号03-1234-0001と、いままで03-1234-0002で使っていたパスワード"))
        #expect(try units.unit == .line)
        #expect(try await units.signsIn("0312340001", "hikari2days"))
        #expect(try await !units.signsIn("0312340001", "hikari1days"))
        #expect(try await !units.signsIn("0312340002", "hikari2days"))
        #expect(try units.stored("0312340003").hashes.isEmpty)
        #expect(await other.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
    }

    @Test func `UNIT-1 the contract number goes on under a new session`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let before = browser.cookies["__Host-session"]
        await units.enterAll(browser, to: .line)
        #expect(await units.confirm(browser).location == "/authentication-unit/done?change=numberToLine")
        #expect(browser.cookies["__Host-session"] != before)
        let done = await browser.get("/authentication-unit/done?change=numberToLine")
        #expect(done.status == .ok)
        #expect(done.text.contains("回線単位です"))
        #expect(done.text.contains("ほかの電話番号では、ログインできなくなったこと"))
        #expect(try await units.signsIn("0312340001", "hikari1days"))
    }

    @Test func `UNIT-1 the age of a password moves with it`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        units.site.clock.advance(.days(50))
        try units.setPasswords(["0312340001"])
        let setAt = try #require(try units.stored("0312340002").state.regular?.setAt)
        let browser = units.site.browser()
        try await browser.signIn("0312340002", "hikari2days")
        await units.enterAll(browser, to: .line)
        await units.confirm(browser)
        #expect(try units.stored("0312340001").state.regular?.setAt == setAt)
        units.site.clock.advance(.days(10))
        let line = units.site.browser()
        #expect(try await line.signIn("0312340001", "hikari2days").location == "/password")
    }

    @Test func `UNIT-2 every number keeps its own password, and a user goes on as a user`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340002")
        await units.enterAll(browser, to: .administratorAndUser)
        let done = await units.confirm(browser)
        #expect(done.location == "/authentication-unit/done?change=numberToAdministratorAndUser")
        #expect(await browser.get("/authentication-unit/done?change=numberToAdministratorAndUser").status == .ok)
        #expect(await browser.get("/authentication-unit").status == .forbidden)
        #expect(try units.unit == .administratorAndUser)
        for number in AuthenticationUnitSite.numbers {
            #expect(try await units.signsIn(number, AuthenticationUnitSite.password(number)))
        }
    }

    @Test func `UNIT-2 an empty control is named, and no secret comes back`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        await browser.get("/authentication-unit/administrator-and-user")
        let page = await browser.post(
            "/authentication-unit/administrator-and-user", [("password-0312340002", "hikari2days")])
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["03-1234-0001のパスワードを入力してください。", "03-1234-0003のパスワードを入力してください。"])
        #expect(!page.text.contains("hikari2days"))
        #expect(page.text.contains("正しかったものも含めて、もう一度入力してください。"))
    }

    @Test func `UNIT-1 every wrong password is named and counted once against its number`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let page = await units.enterAll(browser, to: .line, wrong: ["0312340002", "0312340003"])
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 2)
        #expect(page.problems.first?.hasPrefix("03-1234-0002のパスワードが正しくありません。") == true)
        #expect(try units.stored("0312340001").state.regular?.failures == 0)
        #expect(try units.stored("0312340002").state.regular?.failures == 1)
        await units.enterAll(browser, to: .line, wrong: ["0312340003"])
        #expect(try units.stored("0312340002").state.regular?.failures == 0)
        #expect(try units.stored("0312340003").state.regular?.failures == 2)
        #expect(await browser.get("/authentication-unit/check").location == "/authentication-unit")
    }

    @Test func `AUTH-4 the tenth wrong password voids it and ends its number's sessions`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let other = try await units.signedIn("0312340002")
        let first = try await units.signedIn("0312340003")
        for _ in 1...AuthenticationUnits.mostWrongOfOther {
            await units.enterAll(first, to: .line, wrong: ["0312340002"])
        }
        let browser = try await units.signedIn("0312340001")
        for _ in AuthenticationUnits.mostWrongOfOther..<CredentialKind.regular.allowedMisses - 1 {
            await units.enterAll(browser, to: .line, wrong: ["0312340002"])
        }
        let still = await other.get("/services")
        #expect(still.status == .ok, "\(still.location ?? still.text)")
        let page = await units.enterAll(browser, to: .line, wrong: ["0312340002"])
        #expect(
            page.problems == [
                "03-1234-0002のパスワードが正しくありません。間違いが\(CredentialKind.regular.allowedMisses)回続いたため、このパスワードは無効になりました。"
            ])
        #expect(page.text.contains("パスワードが無効になっています"))
        #expect(await other.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        #expect(try units.site.auditEvents().contains("password.voided"))
        #expect(await units.enterAll(browser, to: .line).status == .unprocessableContent)
    }

    @Test func `AUTH-4 nobody voids the password of another number alone, by form or by file`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        for _ in 1...AuthenticationUnits.mostWrongOfOther {
            await units.enterAll(browser, to: .line, wrong: ["0312340002"])
        }
        let page = await units.enterAll(browser, to: .line)
        #expect(
            page.problems == [
                "ほかの電話番号のパスワードを、この電話番号から5回間違えて入力したため、いまは受け付けられません。最初の間違いから24時間たってから、正しいパスワードを入力してください。"
            ])
        #expect(try units.stored("0312340002").state.regular?.failures == 5)
        #expect(try units.stored("0312340002").state.regular?.voidedAt == nil)
        // Somebody else may, and a day later so may this one.
        let other = try await units.signedIn("0312340003")
        #expect(await units.enterAll(other, to: .line).location == "/authentication-unit/check")
        units.site.clock.advance(.hours(AuthenticationUnits.wrongOfOtherHours + 1))
        let later = try await units.signedIn("0312340001")
        #expect(await units.enterAll(later, to: .line).location == "/authentication-unit/check")
    }

    @Test func `UNIT-2 numbers without a password block it and are listed with how each gets one`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords(["0312340001"])
        try units.site.setPassword("13572468", of: "0312340002", kind: .temporary)
        let browser = try await units.signedIn("0312340001")
        let page = await browser.get("/authentication-unit/administrator-and-user")
        #expect(page.text.contains("パスワードのない電話番号が2番号あるため"))
        #expect(page.text.contains("仮パスワードだけが設定されています"))
        #expect(page.text.contains("パスワードが設定されていません"))
        #expect(!page.text.contains("name=\"password-"))
        let posted = await units.enterAll(browser, to: .administratorAndUser)
        #expect(posted.status == .unprocessableContent)
        #expect(try units.unit == .number)
    }

    @Test func `UNIT-3 numbers with a service get the line's password, those without have none`() async throws {
        let units = try AuthenticationUnitSite(.line, services: [])
        let contract = units.contract
        try await units.site.services.database.write { database in
            try database.run(
                "INSERT INTO service (contract_id, number, name) VALUES (?1, '0312340002', 'voiceWarp')", contract)
        }
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .number, "hikari1days")
        let check = await browser.get("/authentication-unit/check")
        #expect(check.text.contains("サービスのある2番号のパスワードは、いまの回線のパスワードと同じ"))
        #expect(check.text.contains("サービスのない1番号"))
        #expect(await units.confirm(browser).location == "/authentication-unit/done?change=lineToNumber")
        #expect(try units.unit == .number)
        #expect(try await units.signsIn("0312340001", "hikari1days"))
        #expect(try await units.signsIn("0312340002", "hikari1days"))
        #expect(try units.stored("0312340003").hashes.isEmpty)
        let done = await browser.get("/authentication-unit/done?change=lineToNumber")
        #expect(done.text.contains("次の1番号では、まだログインできません"))
    }

    @Test func `UNIT-3 a service of the contract counts for every number`() async throws {
        let units = try AuthenticationUnitSite(.line)
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .number, "hikari1days")
        await units.confirm(browser)
        for number in AuthenticationUnitSite.numbers { #expect(try await units.signsIn(number, "hikari1days")) }
    }

    @Test func `UNIT-4 every number gets the line's password, as old as it is`() async throws {
        let units = try AuthenticationUnitSite(.line, services: [])
        let browser = try await units.signedIn("0312340001")
        let setAt = try #require(try units.stored("0312340001").state.regular?.setAt)
        units.site.clock.advance(.minutes(10))
        await units.enterOwn(browser, to: .administratorAndUser, "hikari1days")
        await units.confirm(browser)
        #expect(try units.unit == .administratorAndUser)
        for number in AuthenticationUnitSite.numbers {
            #expect(try await units.signsIn(number, "hikari1days"))
            #expect(try units.stored(number).state.regular?.setAt == setAt)
        }
    }

    @Test func `UNIT-5 each keeps its own, those without one stay without, and only the contract number makes it`()
        async throws
    {
        let units = try AuthenticationUnitSite(.administratorAndUser)
        try units.setPasswords(["0312340001", "0312340002"])
        let user = try await units.signedIn("0312340002")
        #expect(await user.get("/authentication-unit").status == .forbidden)
        #expect(await user.get("/authentication-unit/number").status == .forbidden)
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .number, "hikari1days")
        await units.confirm(browser)
        #expect(try units.unit == .number)
        #expect(try await units.signsIn("0312340001", "hikari1days"))
        #expect(try await units.signsIn("0312340002", "hikari2days"))
        #expect(try units.stored("0312340003").hashes.isEmpty)
        #expect(await user.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
    }

    @Test func `UNIT-6 the line's password is the contract number's, and all others are void`() async throws {
        let units = try AuthenticationUnitSite(.administratorAndUser)
        try units.setPasswords()
        try units.site.setPassword("13572468", of: "0312340003", kind: .temporary)
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .line, "hikari1days")
        await units.confirm(browser)
        #expect(try units.unit == .line)
        #expect(try await units.signsIn("0312340001", "hikari1days"))
        for number in AuthenticationUnitSite.numbers.dropFirst() {
            #expect(try units.stored(number).state.usable(at: units.site.clock.now).isEmpty)
        }
        #expect(try units.stored("0312340003").state.temporary?.voidedAt != nil)
    }

    @Test func `UNIT-3 a password that is handed on is as old as it was, and is changed as soon`() async throws {
        let units = try AuthenticationUnitSite(.line)
        try units.setPasswords(["0312340001"])
        units.site.clock.advance(.days(58))
        let browser = units.site.browser()
        try await browser.signIn("0312340001", "hikari1days")
        await units.enterOwn(browser, to: .number, "hikari1days")
        await units.confirm(browser)
        #expect(try await units.site.browser().signIn("0312340002", "hikari1days").location == "/services")
        units.site.clock.advance(.days(2))
        #expect(try await units.site.browser().signIn("0312340002", "hikari1days").location == "/password")
    }

    @Test func `UNIT-3 a number that is added later has no password`() async throws {
        let units = try AuthenticationUnitSite(.line)
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .number, "hikari1days")
        await units.confirm(browser)
        let contract = units.contract
        try await units.site.services.database.write { database in
            try database.run("INSERT INTO phone_number (number, contract_id) VALUES ('0312340004', ?1)", contract)
        }
        #expect(try await !units.signsIn("0312340004", "hikari1days"))
        let page = await browser.get("/authentication-unit/line")
        #expect(page.text.contains("パスワードのない電話番号が1番号あるため"))
        #expect(page.words.contains("仮パスワードは、ご契約のどの電話番号の電話からでも03-6304-4747（有料）にかけて設定できます。"))
    }

    @Test(arguments: AuthenticationUnitChange.allCases)
    func `UNIT-1…6 registrations for one-time passwords stay with their numbers`(change: AuthenticationUnitChange)
        async throws
    {
        let units = try AuthenticationUnitSite(change.from)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        for number in AuthenticationUnitSite.numbers {
            try units.site.useOneTimePasswords(number, address: "\(number)@example.jp")
        }
        if change.needsEveryPassword {
            await units.enterAll(browser, to: change.to)
        } else {
            await units.enterOwn(browser, to: change.to, "hikari1days")
        }
        await units.confirm(browser)
        #expect(try units.unit == change.to)
        for number in AuthenticationUnitSite.numbers {
            #expect(try units.site.oneTimePassword(number)?.address?.text == "\(number)@example.jp")
        }
        #expect(try await units.site.browser().signIn("0312340001", "hikari1days").location == "/one-time-password")
    }

    @Test(arguments: AuthenticationUnitChange.allCases)
    func `UNIT-1…6 a change that cannot be written to its end is not begun either`(change: AuthenticationUnitChange)
        async throws
    {
        let units = try AuthenticationUnitSite(change.from)
        try units.setPasswords()
        let other = try await units.signedIn("0312340001")
        let browser = try await units.signedIn("0312340001")
        if change.needsEveryPassword {
            await units.enterAll(browser, to: change.to)
        } else {
            await units.enterOwn(browser, to: change.to, "hikari1days")
        }
        let before = try stored(units)
        try await units.site.services.database.write { database in
            try database.run(
                """
                CREATE TRIGGER broken BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
                """)
        }
        #expect(await units.confirm(browser).status.code >= 500)
        #expect(try units.unit == change.from)
        #expect(try stored(units) == before)
        #expect(await other.get("/services").status == .ok)
        try await units.site.services.database.write { try $0.run("DROP TRIGGER broken") }
        await units.confirm(browser)
        #expect(try units.unit == change.to)
        #expect(await other.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
    }

    /// Every password and every line of the audit trail.
    private func stored(_ units: AuthenticationUnitSite) throws -> [String] {
        try units.site.services.database.read { database in
            try database.query(
                """
                SELECT json_array(number, kind, hex(hash), set_at, failures, voided_at, must_change) FROM credential
                UNION ALL SELECT json_array(id, event, subject) FROM audit ORDER BY 1
                """
            ) { $0.text(0) }
        }
    }

    @Test func `UNIT-3 a wrong password is counted like at a sign-in and changes nothing`() async throws {
        let units = try AuthenticationUnitSite(.line)
        let browser = try await units.signedIn("0312340001")
        let page = await units.enterOwn(browser, to: .number, "wrong7days")
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        #expect(try units.stored("0312340001").state.regular?.failures == 1)
        await browser.get("/authentication-unit")
        #expect(await browser.post("/authentication-unit/change", [("change", "lineToNumber")]).status == .conflict)
        #expect(try units.unit == .line)
    }

    @Test func `AUTH-12 a change is in the audit trail and mailed to the contract number and to who made it`()
        async throws
    {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        try await units.site.services.database.write { database in
            for number in AuthenticationUnitSite.numbers {
                try database.run(
                    "UPDATE one_time_password SET mail_address = ?2 WHERE number = ?1", number, "\(number)@example.jp")
            }
        }
        let browser = try await units.signedIn("0312340002")
        try await units.site.services.database.write { database in
            try database.run("UPDATE one_time_password SET is_used = 1")
        }
        await units.enterAll(browser, to: .administratorAndUser)
        await units.confirm(browser)
        let mails = try units.site.services.database.read { database in
            try database.query("SELECT recipient, body FROM outbox_mail ORDER BY recipient") {
                ($0.text(0), $0.text(1))
            }
        }
        #expect(mails.map(\.0) == ["0312340001@example.jp", "0312340002@example.jp"])
        #expect(mails.first?.1.contains("電話番号単位から管理者／ユーザ単位に変わりました。") == true)
        let line = try units.site.services.database.read { database in
            try database.first(
                "SELECT number, before, after, client FROM audit WHERE event = 'authentication-unit.changed'"
            ) { [$0.text(0), $0.text(1), $0.text(2), $0.text(3)] }
        }
        #expect(line == ["0312340002", "電話番号単位", "管理者／ユーザ単位", "192.0.2.1"])
    }
}
