@testable import Accounts
@testable import Contracts
import Foundation
import HTTP
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct AuthenticationUnitFileTests {
    @discardableResult
    private func upload(_ browser: TestBrowser, _ text: String, to unit: AuthenticationUnit = .line) async -> TestPage {
        await browser.get(AuthenticationUnits.path(to: unit))
        return await browser.upload(
            AuthenticationUnits.path(to: unit) + "/file", file: "file", name: "passwords.csv", Array(text.utf8))
    }

    private static let right = """
        "電話番号","パスワード"\r
        "0312340001","hikari1days"\r
        "0312340002","hikari2days"\r
        "0312340003","hikari3days"\r

        """

    @Test func `UNIT-1 the prepared file has every number with room for its password`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340002")
        let file = await browser.get("/authentication-unit/passwords.csv")
        #expect(
            file.text
                == "\u{FEFF}\"電話番号\",\"パスワード\"\r\n\"0312340001\",\"\"\r\n\"0312340002\",\"\"\r\n\"0312340003\",\"\"\r\n"
        )
    }

    @Test func `UNIT-1 a file with every right password leads over its job to the check page and the change`()
        async throws
    {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let page = await upload(browser, Self.right)
        let job = try #require(page.location)
        #expect(job.hasPrefix("/password/job?id="))
        #expect(await browser.get("/authentication-unit/check").location == "/authentication-unit")
        try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
        #expect(await browser.get(job).text.contains("すべての電話番号のパスワードを確認しました。"))
        #expect(await browser.get("/authentication-unit").text.contains("パスワードの確認が済んでいます"))
        #expect(try units.unit == .number)
        #expect(await units.confirm(browser).location == "/authentication-unit/done?change=numberToLine")
        #expect(try units.unit == .line)
    }

    @Test func `UNIT-2 who signs in again while the passwords are compared goes on with the change`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        await upload(browser, Self.right, to: .administratorAndUser)
        await browser.post("/logout", [])
        units.site.clock.advance(.minutes(5))
        try await browser.signIn("0312340001", "hikari1days")
        units.site.clock.advance(.minutes(5))
        try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
        await units.confirm(browser)
        #expect(try units.unit == .administratorAndUser)
    }

    @Test func `UNIT-1 every wrong line of a file is named and no password is compared`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let page = await upload(
            browser,
            """
            電話番号,パスワード
            0312340001,wrong7days
            0312340001,hikari1days
            312340002,hikari2days
            0399999999,hikari2days
            0312340003
            0312340003,
            """)
        #expect(page.status == .unprocessableContent)
        for words in [
            "2行目と同じ電話番号です。", "先頭の0がありません", "ご契約の電話番号にありません。", "パスワードが空です。",
        ] {
            #expect(page.text.contains(words), "\(words)")
        }
        #expect(page.problems == ["CSVファイルの5か所に直していただきたいところがあります。"])
        #expect(!page.text.contains("hikari2days"))
        let token = try #require(page.value(of: "upload"))
        let file = await browser.get("/authentication-unit/errors.csv?upload=\(token)")
        #expect(file.text.contains("\"4\",\"電話番号\",\"312340002\",\"先頭の0がありません"))
        #expect(!file.text.contains("hikari2days"))
        #expect(try units.stored("0312340001").state.regular?.failures == 0)
    }

    @Test func `UNIT-1 a file that a spreadsheet has spoiled is read on the person's word`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let text = "パスワード,電話番号,\nhikari1days,312340001,\nhikari2days,\"312,340,002\"\nhikari3days,=\"0312340003\",\n"
        let page = await upload(browser, text)
        #expect(page.problems == ["CSVファイルの3か所に直していただきたいところがあります。"])
        #expect(page.text.contains("表計算ソフトで変わった電話番号（3行）を元に戻して読み取る"))
        let read = await browser.upload(
            AuthenticationUnits.path(to: .line) + "/file", [("repaired", "1")], file: "file", name: "a.csv",
            Array(text.utf8))
        #expect(read.location?.hasPrefix("/password/job?id=") == true)
    }

    @Test func `UNIT-1 numbers that are not in the file are named`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let page = await upload(browser, "0312340002,hikari2days")
        #expect(page.problems == ["CSVファイルの2か所に直していただきたいところがあります。"])
        #expect(page.text.components(separatedBy: "この電話番号の行がありません。").count == 3)
    }

    @Test func `UNIT-1 of many wrong lines a hundred are shown, and all can be downloaded`() async throws {
        let site = try TestSite()
        let numbers = (100...250).map { "0312340\($0)" }
        try site.addContract(numbers[0], Array(numbers.dropFirst()), unit: .number)
        for number in numbers { try site.setPassword("hikari7days", of: number) }
        let browser = try await site.signedIn(numbers[0])
        let page = await upload(browser, "\(numbers[0]),hikari7days")
        #expect(page.problems == ["CSVファイルの150か所に直していただきたいところがあります。"])
        #expect(page.text.contains("全150件のうち、はじめの100件を表示しています。"))
        #expect(page.text.components(separatedBy: "この電話番号の行がありません。").count == 101)
        let token = try #require(page.value(of: "upload"))
        let other = try await site.signedIn(numbers[1])
        #expect(await other.get("/authentication-unit/errors.csv?upload=\(token)").status == .notFound)
        let file = await browser.get("/authentication-unit/errors.csv?upload=\(token)")
        #expect(file.text.components(separatedBy: "この電話番号の行がありません。").count == 151)
    }

    @Test func `UNIT-1 wrong passwords of a file are all named and counted once each`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let text = Self.right.replacing("hikari2days", with: "wrong2days").replacing("hikari3days", with: "wrong3days")
        let job = try #require(await upload(browser, text).location)
        try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
        let page = await browser.get(job)
        #expect(page.text.contains("2番号のパスワードを確認できませんでした"))
        #expect(page.text.contains("03-1234-0002"))
        #expect(page.text.contains("03-1234-0003"))
        #expect(try units.stored("0312340002").state.regular?.failures == 1)
        #expect(try units.stored("0312340003").state.regular?.failures == 1)
        #expect(await browser.get("/authentication-unit/check").location == "/authentication-unit")
    }

    @Test func `UNIT-1 an additional number's file makes the line's password its own`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340003")
        await upload(browser, Self.right)
        try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
        #expect(await units.confirm(browser).location == "/login")
        #expect(try await units.signsIn("0312340001", "hikari3days"))
        #expect(try await !units.signsIn("0312340001", "hikari1days"))
    }

    @Test func `AUTH-4 the tenth wrong password of a file voids it, and says so`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let (one, three) = (try await units.signedIn("0312340001"), try await units.signedIn("0312340003"))
        let text = Self.right.replacing("hikari2days", with: "wrong2days")
        var page = TestPage(.text(""))
        for miss in 1...CredentialKind.regular.allowedMisses {
            let browser = miss <= AuthenticationUnits.mostWrongOfOther ? one : three
            let job = try #require(await upload(browser, text).location)
            try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
            page = await browser.get(job)
        }
        #expect(page.text.contains("間違いが\(CredentialKind.regular.allowedMisses)回続いたため、このパスワードは無効になりました。"))
        #expect(try units.stored("0312340002").state.regular?.voidedAt != nil)
        #expect(await upload(three, Self.right).text.contains("パスワードのない電話番号が1番号あるため"))
    }

    @Test func `UNIT-2 of two who send a file at once the second is told to wait`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let one = try await units.signedIn("0312340001")
        let two = try await units.signedIn("0312340002")
        let job = try #require(await upload(one, Self.right, to: .administratorAndUser).location)
        let refused = await upload(two, Self.right, to: .line)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.problems == ["このご契約のほかの画面で、パスワードを確認しています。終わってから、もう一度入力してください。"])
        // A second click of the first one leads to the same job.
        #expect(await upload(one, Self.right, to: .administratorAndUser).location == job)
    }

    @Test(arguments: ["added", "removed", "contract", "password"])
    func `UNIT-1 what happens while a file's passwords are compared is seen at its end`(what: String) async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let job = try #require(await upload(browser, Self.right).location)
        let (contract, now) = (units.contract, units.site.clock.now)
        let (first, third) = (try #require(PhoneNumber("0312340001")), try #require(PhoneNumber("0312340003")))
        try await units.site.services.database.write { database in
            switch what {
            case "added":
                try database.run("INSERT INTO phone_number (number, contract_id) VALUES ('0312340004', ?1)", contract)
            case "removed": try ContractsStore.removeNumbers([third], uses: TestSite.numberUses, at: now, database)
            case "contract": try ContractsStore.remove(first, at: now, database)
            default: break
            }
        }
        if what == "password" { try units.site.setPassword("another7day", of: "0312340003") }
        try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
        let page = await browser.get(job)
        switch what {
        case "added": #expect(page.text.contains("処理の間に、ご契約に電話番号が追加されました。"))
        case "removed": #expect(page.text.contains("ご契約の電話番号ではなくなりました。"))
        case "password": #expect(page.text.contains("パスワードが正しくありません。"))
        default: #expect(page.location?.hasPrefix("/login") == true)
        }
        let check = await browser.get("/authentication-unit/check").location
        #expect(
            check
                == (what == "contract"
                    ? "/login?ended=elsewhere&next=%2Fauthentication-unit%2Fcheck" : "/authentication-unit"))
        #expect(try units.unit == (what == "contract" ? nil : .number))
    }

    @Test func `UNIT-1 a job under way is given up when the unit changes otherwise`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340002")
        let job = try #require(await upload(browser, Self.right).location)
        let other = try await units.signedIn("0312340001")
        await units.enterAll(other, to: .administratorAndUser)
        await units.confirm(other)
        try await PasswordJobs.duty(PasswordJobKind.all).run(units.site.services)
        try await browser.signIn("0312340002", "hikari2days")
        #expect(await browser.get(job).text.contains("認証単位が変更されたため、処理を取りやめました。"))
        #expect(try units.unit == .administratorAndUser)
    }

    @Test func `UNIT-2 from 33 numbers on there is the file and no form`() async throws {
        let site = try TestSite()
        let numbers = (1...33).map { "03123400\($0 < 10 ? "0" : "")\($0)" }
        try site.addContract(numbers[0], Array(numbers.dropFirst()), unit: .number)
        for number in numbers { try site.setPassword("hikari7days", of: number) }
        let browser = try await site.signedIn(numbers[5])
        let page = await browser.get("/authentication-unit/administrator-and-user")
        #expect(!page.text.contains("name=\"password-"))
        #expect(page.text.contains("CSVファイルで入力する"))
        let refused = await browser.post(
            "/authentication-unit/administrator-and-user", [("password-\(numbers[0])", "hikari7days")])
        #expect(refused.status == .unprocessableContent)
        let text = numbers.map { "\($0),hikari7days" }.joined(separator: "\n")
        let job = try #require(await upload(browser, text, to: .administratorAndUser).location)
        try await PasswordJobs.duty(PasswordJobKind.all).run(site.services)
        #expect(await browser.get(job).text.contains("すべての電話番号のパスワードを確認しました。"))
    }

    @Test(arguments: ["", "電話番号,パスワード\n", "\u{0}"])
    func `UNIT-1 a file that cannot be read is refused with the reason`(text: String) async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        let page = await upload(browser, text)
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 1)
    }
}
