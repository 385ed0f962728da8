@testable import Accounts
import Foundation
import HTTP
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct OneTimePasswordImportTests {
    let contract: AdministratorSite
    private var site: TestSite { contract.site }

    init() throws {
        contract = try AdministratorSite()
        try site.useOneTimePasswords("0312340002")
    }

    @Test func `OTP-8 a file is previewed, confirmed with one's own password, and an address counts after its link`()
        async throws
    {
        let browser = try await contract.signedIn()
        let preview = await upload(
            [["0312340003", "1", "tanaka@example.jp", "Tanaka2026", "tana7kaPW"], ["0312340002", "0", "", "", ""]],
            browser)
        #expect(preview.status == .ok)
        #expect(preview.text.contains("まだ設定は変わっていません") && preview.text.contains("2番号を設定する"))
        #expect(preview.text.contains("tanaka@example.jp"))
        #expect(!preview.text.contains("tana7kaPW") && !preview.text.contains("Tanaka2026"))
        #expect(try site.mails().isEmpty)
        let job = try #require(await apply(preview, browser).location)
        #expect(job.hasPrefix("/password/job?id="))
        #expect(try site.oneTimePassword("0312340002")?.isUsed == true)
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("1番号のメールアドレスに、本登録のためのメールを送りました"))
        #expect(try site.oneTimePassword("0312340002")?.isUsed == false)
        #expect(try site.lastMail("one-time-password.stopped").recipient == "hikari@example.jp")
        let mail = try site.lastMail("one-time-password.link")
        #expect(mail.recipient == "tanaka@example.jp" && mail.body.contains("03-1234-0003"))
        #expect(try site.oneTimePassword("0312340003")?.address == nil)
        #expect(await site.browser().confirm(mail.link).location == "/one-time-password/confirmation/done")
        #expect(try site.oneTimePassword("0312340003")?.address?.text == "tanaka@example.jp")
        #expect(try await proves("0312340003", "Tanaka2026", "tana7kaPW"))
    }

    @Test func `OTP-8 empty secrets are unchanged, and the old address is told when the link is used`() async throws {
        let browser = try await contract.signedIn()
        let before = try site.oneTimePassword("0312340002")?.secrets
        let preview = await upload([["0312340002", "1", "new@example.com", "", ""]], browser)
        #expect(await apply(preview, browser).location == "/one-time-password/settings")
        #expect(try site.oneTimePassword("0312340002")?.address?.text == TestSite.mailAddress)
        await site.browser().confirm(try site.lastMail("one-time-password.link").link)
        let after = try site.oneTimePassword("0312340002")
        #expect(after?.address?.text == "new@example.com")
        #expect(after?.secrets?.idHash == before?.idHash && after?.secrets?.password.hash == before?.password.hash)
        let told = try site.lastMail("one-time-password.address-changed")
        #expect(told.recipient == TestSite.mailAddress && told.body.contains("n****@e****.com"))
    }

    @Test func `OTP-8 the secrets of an address in use change by themselves, and only those that are there`()
        async throws
    {
        let browser = try await contract.signedIn()
        let own = ["0312340002", "1", TestSite.mailAddress]
        let id = await upload([own + ["Henkou2026", ""]], browser)
        #expect(await apply(id, browser).location == "/one-time-password/settings")
        #expect(try await proves("0312340002", "Henkou2026", TestSite.confirmationPassword))
        let password = await upload([own + ["", "hen7kouPW"]], browser)
        #expect(await apply(password, browser).location?.hasPrefix("/password/job") == true)
        try await contract.workOff()
        #expect(try await proves("0312340002", "Henkou2026", "hen7kouPW"))
        #expect(try site.mails("one-time-password.link").isEmpty)
        let told = try site.mails("one-time-password.secrets-changed").map(\.recipient)
        #expect(told == [TestSite.mailAddress, TestSite.mailAddress])
    }

    @Test func `AUTH-14 secrets of a file are stored as they are entered later, full-width or with blanks around them`()
        async throws
    {
        let browser = try await contract.signedIn()
        let own = ["0312340002", "1", TestSite.mailAddress]
        let file = await upload([own + ["Ｈｅｎｋｏｕ２０２６", "\u{3000}hen7kouPW\u{200B}"]], browser)
        #expect(await apply(file, browser).location?.hasPrefix("/password/job") == true)
        try await contract.workOff()
        #expect(try await proves("0312340002", "Henkou2026", "hen7kouPW"))
    }

    @Test func `OTP-8 0 needs no other field`() async throws {
        let browser = try await contract.signedIn()
        let preview = await upload([["0312340002", "0", "", "", ""], ["0312340003", "0", "@@", "1", "1"]], browser)
        #expect(preview.status == .ok)
        await apply(preview, browser)
        #expect(try site.oneTimePassword("0312340002")?.isUsed == false)
        #expect(try site.oneTimePassword("0312340002")?.secrets == nil)
    }

    @Test func `OTP-8 every fault of every line is named at once, nothing is set, and no secret is shown`() async throws
    {
        let browser = try await contract.signedIn()
        let page = await upload(
            [
                ["0312340002", "2", "", "", ""], ["0312340003", "1", "tanaka@", "12345678", "aaaa1111"],
                ["0312340003", "0", "", "", ""], ["312340004", "0", "", "", ""], ["0999999999", "0", "", "", ""],
                ["0312340005", "1", "", "", ""], ["0312340004", "0", "", "", "", "x"],
                ["0312340001", "", "a@example.jp", "", ""],
            ], browser)
        #expect(page.status == .unprocessableContent)
        for words in [
            "利用設定は「0」か「1」", "「@」で終われません", "確認用IDには英字も", "確認用パスワードには、0000、aaaaのように", "3行目と同じ電話番号",
            "先頭の0がありません", "設定できる電話番号ではありません", "メールアドレスを入力してください", "確認用IDを入力してください",
            "確認用パスワードを入力してください", "書けるのは5項目までです（この行は6項目）",
        ] {
            #expect(page.text.contains(words), "\(words)")
        }
        #expect(page.problems == ["CSVファイルの12か所に直していただきたいところがあります。"])
        #expect(!page.text.contains("aaaa1111") && !page.text.contains("12345678"))
        let token = try #require(page.value(of: "upload"))
        let list = await browser.get("/one-time-password/import/errors.csv?upload=\(token)").text
        #expect(list.components(separatedBy: "\r\n").count == 14)
        #expect(!list.contains("aaaa1111"))
        await browser.get("/one-time-password/import")
        let answer = await browser.post(
            "/one-time-password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        #expect(answer.status == .unprocessableContent)
        #expect(try site.mails().isEmpty && site.oneTimePassword("0312340003")?.isUsed == false)
    }

    @Test func `OTP-8 a file that a spreadsheet has spoiled is read again on the person's word, and by its job too`()
        async throws
    {
        let browser = try await contract.signedIn()
        let refused = await upload(
            [["312340003", "1", "tanaka@example.jp", "Tanaka2026", "tana7kaPW"], ["=0312340002", "0"]], browser)
        #expect(refused.problems == ["CSVファイルの2か所に直していただきたいところがあります。"])
        #expect(refused.text.contains("元の形に戻して読み直す</button>"))
        let token = refused.value(of: "upload") ?? ""
        let preview = await browser.post("/one-time-password/import/repair", [("upload", token)])
        #expect(preview.status == .ok && preview.text.contains("確認用IDと確認用パスワードの空欄は「変更なし」"))
        await browser.post(
            "/one-time-password/import/apply",
            [
                ("upload", token), ("repaired", preview.value(of: "repaired") ?? ""),
                ("version", preview.value(of: "version") ?? ""), ("currentPassword", "hikari7days"),
            ])
        try await contract.workOff()
        #expect(try site.oneTimePassword("0312340002")?.isUsed == false)
        #expect(try site.lastMail("one-time-password.link").recipient == "tanaka@example.jp")
    }

    @Test(arguments: [AuthenticationUnit.number, .line, .administratorAndUser])
    func `OTP-8 everybody but the administrator has only the own row`(unit: AuthenticationUnit) async throws {
        let site = try TestSite()
        try site.addContract("0399990001", ["0399990002"], unit: unit)
        let person = unit == .administratorAndUser ? "0399990002" : "0399990001"
        let other = unit == .administratorAndUser ? "0399990001" : "0399990002"
        let browser = try await site.signedIn(person)
        #expect(await browser.get("/one-time-password/import").text.contains("の行だけです"))
        let file = await browser.get("/one-time-password/export.csv").text
        #expect(file.contains(person) && !file.contains(other))
        let page = await upload([[other, "1", "mine@example.jp", "Watashi26", "wata4shiPW"]], browser)
        #expect(page.status == .unprocessableContent)
        #expect(page.text.contains("設定できる電話番号ではありません。"))
        let own = await upload([[person, "1", "mine@example.jp", "Watashi26", "wata4shiPW"]], browser)
        #expect(own.status == .ok)
    }

    @Test func `OTP-8 what is downloaded holds no secret and uploads unchanged`() async throws {
        try site.useOneTimePasswords("0312340003", address: "+first@example.jp")
        try site.useOneTimePasswords("0312340004", address: "'+second@example.jp")
        try contract.database.writeAndWait { database in
            _ = try database.run("DELETE FROM one_time_password WHERE number = '0312340005'")
        }
        let browser = try await contract.signedIn()
        let download = await browser.get("/one-time-password/export.csv")
        let lines = download.text.components(separatedBy: "\r\n")
        #expect(lines.count == 7 && lines[2] == "\"0312340002\",\"1\",\"hikari@example.jp\",\"\",\"\"")
        #expect(lines[1] == "\"0312340001\",\"0\",\"\",\"\",\"\"" && lines[5] == "\"0312340005\",\"\",\"\",\"\",\"\"")
        await browser.get("/one-time-password/import")
        let preview = await browser.upload(
            "/one-time-password/import", file: "file", name: "a.csv", download.response.body)
        #expect(preview.status == .ok)
        #expect(preview.text.contains("変更するものはありません"))
        #expect(!preview.text.contains("番号を設定する"))
    }

    @Test func `OTP-8 the own current password is asked for, and a wrong one changes nothing`() async throws {
        let browser = try await contract.signedIn()
        let preview = await upload([["0312340002", "0", "", "", ""]], browser)
        let again = await apply(preview, browser, password: "wrong7days")
        #expect(again.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        #expect(try site.oneTimePassword("0312340002")?.isUsed == true)
        #expect(try contract.state(of: AdministratorSite.administrator).regular?.failures == 1)
        #expect(await apply(again, browser).location == "/one-time-password/settings")
        #expect(try site.oneTimePassword("0312340002")?.isUsed == false)
    }

    @Test func `OTP-8 a second click does not carry it out again`() async throws {
        let browser = try await contract.signedIn()
        let preview = await upload([["0312340002", "1", "new@example.com", "", ""]], browser)
        await apply(preview, browser)
        await browser.get("/one-time-password/import")
        let second = await browser.post(
            "/one-time-password/import/apply",
            [("upload", preview.value(of: "upload") ?? ""), ("currentPassword", "hikari7days")])
        #expect(second.problems == ["確認の画面が古くなっています。CSVファイルをもう一度選択してください。"])
        #expect(try site.mails("one-time-password.link").count == 1)
    }

    @Test func `OTP-8 a file that waits for its word is sealed and serves an hour and its own number`() async throws {
        let browser = try await contract.signedIn()
        let preview = await upload([["0312340002", "1", TestSite.mailAddress, "", "hen7kouPW"]], browser)
        #expect(
            try contract.count("SELECT instr(sealed, CAST('hen7kouPW' AS BLOB)) FROM pending_upload") == 0)
        let other = try await site.signedIn("0312340003")
        await other.get("/one-time-password/import")
        #expect(await apply(preview, other).status == .unprocessableContent)
        site.clock.advance(.hours(1))
        try await browser.signIn(AdministratorSite.administrator, "hikari7days")
        await browser.get("/one-time-password/import")
        #expect(await apply(preview, browser).problems == ["確認の画面が古くなっています。CSVファイルをもう一度選択してください。"])
    }

    @Test func `OTP-5 OTP-8 a file sends a number no more than five links in 15 minutes`() async throws {
        let browser = try await contract.signedIn()
        for index in 1...5 {
            await apply(await upload([["0312340002", "1", "new\(index)@example.com", "", ""]], browser), browser)
        }
        let sixth = await upload([["0312340002", "1", "new6@example.com", "", ""]], browser)
        #expect(
            sixth.status == .unprocessableContent
                && sixth.text.contains(
                    "\(OneTimePasswords.sendingWindow.inMinutes)分間に\(OneTimePasswords.allowedSendings)回")
        )
        #expect(try site.mails("one-time-password.link").count == 5)
    }

    @Test func `OTP-8 a change of the unit while the passwords are hashed leaves everything as it was`() async throws {
        let browser = try await contract.signedIn()
        let preview = await upload(
            [["0312340002", "0", "", "", ""], ["0312340003", "1", "t@example.jp", "Tanaka2026", "tana7kaPW"]], browser)
        let job = try #require(await apply(preview, browser).location)
        try contract.database.writeAndWait { database in
            _ = try database.run("UPDATE contract SET authentication_unit = 'number'")
        }
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("どの番号も設定しませんでした"))
        #expect(try site.oneTimePassword("0312340002")?.isUsed == true)
        #expect(try site.mails("one-time-password.link").isEmpty)
    }

    @Test func `AUTH-13 OTP-8 what others have changed since the preview is shown, and not overwritten unseen`()
        async throws
    {
        let browser = try await contract.signedIn()
        let preview = await upload([["0312340002", "0", "", "", ""]], browser)
        try contract.database.writeAndWait { database in
            _ = try database.run(
                "UPDATE one_time_password SET mail_address = 'newer@example.jp' WHERE number = '0312340002'")
        }
        let again = await apply(preview, browser)
        #expect(again.status == .conflict)
        #expect(again.problems.first?.contains("ほかの操作で設定が変わりました") == true)
        #expect(try site.oneTimePassword("0312340002")?.isUsed == true)
        #expect(await apply(again, browser).status == .seeOther)
        #expect(try site.oneTimePassword("0312340002")?.isUsed == false)
    }

    @Test func `AUTH-13 OTP-8 what others change while the passwords are hashed is not overwritten`() async throws {
        let browser = try await contract.signedIn()
        let preview = await upload([["0312340003", "1", "t@example.jp", "Tanaka2026", "tana7kaPW"]], browser)
        let job = try #require(await apply(preview, browser).location)
        try contract.database.writeAndWait { database in
            _ = try database.run("UPDATE one_time_password SET chosen_at = chosen_at + 1 WHERE number = '0312340003'")
        }
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("どの番号も設定しませんでした"))
        #expect(try site.mails("one-time-password.link").isEmpty)
    }

    @Test func `OTP-8 a file that is none is refused with its reason, and there is a sample that uploads`() async throws
    {
        let browser = try await contract.signedIn()
        await browser.get("/one-time-password/import")
        #expect(await browser.post("/one-time-password/import", []).problems == ["CSVファイルを選択してください。"])
        #expect(await upload([], browser).problems.first?.contains("電話番号と設定の行がありません") == true)
        let rows = (0...7000).map { ["0312\(String(100_000 + $0))", "0", "", "", ""] }
        #expect(await upload(rows, browser).problems.first?.contains("7,000行まで") == true)
        let sample = await browser.get("/one-time-password/import/sample.csv").response.body
        await browser.get("/one-time-password/import")
        let preview = await browser.upload("/one-time-password/import", file: "file", name: "a.csv", sample)
        #expect(preview.status == .ok)
    }

    @Test func `OPS-3 OTP-8 while mails are late the answer to a file says so`() async throws {
        let browser = try await contract.signedIn()
        await apply(await upload([["0312340002", "1", "new1@example.com", "", ""]], browser), browser)
        #expect(await !browser.get("/one-time-password/settings").text.contains("メールの送信が遅れています"))
        site.clock.advance(.seconds(61))
        await apply(await upload([["0312340002", "1", "new2@example.com", "", ""]], browser), browser)
        #expect(await browser.get("/one-time-password/settings").text.contains("メールの送信が遅れています"))
    }

    // MARK: What the tests have in common

    private func upload(_ lines: [[String]], _ browser: TestBrowser) async -> TestPage {
        let text = ([OneTimePasswordFile.Column.header(in: .japanese)] + lines).map { fields in
            fields.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n"
        }
        await browser.get("/one-time-password/import")
        return await browser.upload(
            "/one-time-password/import", file: "file", name: "settings.csv", Array(text.joined().utf8))
    }

    @discardableResult
    private func apply(
        _ preview: TestPage, _ browser: TestBrowser, password: String = "hikari7days"
    ) async -> TestPage {
        await browser.post(
            "/one-time-password/import/apply",
            [
                ("upload", preview.value(of: "upload") ?? ""), ("version", preview.value(of: "version") ?? ""),
                ("currentPassword", password),
            ])
    }

    /// Whether ID and password open the way to a new address before the code (OTP-6).
    private func proves(_ number: String, _ id: String, _ password: String) async throws -> Bool {
        try site.setPassword("hikari7days", of: number)
        let browser = site.browser()
        try await browser.signIn(number, "hikari7days")
        await browser.get("/one-time-password/mail-address")
        let form = [("confirmationID", id), ("confirmationPassword", password)]
        return await browser.post("/one-time-password/mail-address", form).location?.hasSuffix("/new") == true
    }
}
