@testable import Accounts
import Foundation
import HTTP
import SQLite
import Telephony
import TestSite
import Testing

@Suite struct PasswordImportPageTests {
    let contract: AdministratorSite

    init() throws { contract = try AdministratorSite() }

    @Test func `PW-6 a file is previewed, confirmed with one's own password, worked off and reported`() async throws {
        try contract.site.setPassword("asahi2days", of: "0312340002")
        try contract.setMailAddress("tanaka@example.jp", of: "0312340003")
        let browser = try await contract.signedIn()
        let preview = await contract.upload(
            [("0312340002", "Yamabuki58"), ("03-1234-0003", "kawaBE2046")], browser)
        #expect(preview.status == .ok)
        #expect(preview.text.contains("まだパスワードは変わっていません"))
        #expect(!preview.text.contains("Yamabuki58"))
        let token = try #require(preview.value(of: "upload"))
        let begun = await browser.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        let job = try #require(begun.location)
        #expect(job.hasPrefix("/password/job?id="))
        let progress = await browser.get(job)
        #expect(progress.text.contains("2件のうち0件"))
        #expect(progress.text.contains("最新の状況を表示する") && progress.text.contains("中止する"))
        #expect(try contract.state(of: "0312340003").regular == nil)

        try await contract.workOff()
        let result = await browser.get(job)
        #expect(result.text.contains("2番号のパスワードを設定しました"))
        #expect(try contract.state(of: "0312340002").regular?.mustChange == true)
        // AUTH-15: one-time passwords are in use.
        #expect(try await contract.site.browser().signIn("0312340003", "kawaBE2046").location == "/one-time-password")
        #expect(try contract.count("SELECT count(*) FROM outbox_mail WHERE kind = 'security.password-set'") == 1)
        #expect(
            try contract.count("SELECT count(*) FROM audit WHERE event = 'password.set-by-administrator'") == 2)
        #expect(await browser.get("/password/import").text.contains("結果を表示する"))
    }

    @Test(arguments: ["utf8", "utf8 with mark", "utf16", "shift_jis", "lf and no quotes"])
    func `FWD-4 the file is read as spreadsheets and editors write it`(_ form: String) async throws {
        let text = "\"電話番号\",\"新しいパスワード\"\r\n\"0312340002\",\"Yamabuki58\"\r\n\"0312340003\",\"kawaBE2046\"\r\n"
        let bytes: [UInt8] =
            switch form {
            case "utf8 with mark": [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            case "utf16": [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case "shift_jis": Array(try #require(text.data(using: .shiftJIS)))
            case "lf and no quotes":
                Array(text.replacingOccurrences(of: "\"", with: "").replacingOccurrences(of: "\r", with: "").utf8)
            default: Array(text.utf8)
            }
        let browser = try await contract.signedIn()
        await browser.get("/password/import")
        let preview = await browser.upload("/password/import", file: "file", name: "a.csv", bytes)
        #expect(preview.status == .ok)
        #expect(preview.text.contains(">パスワードを設定する</button>"))
    }

    @Test func `AUTH-14 a password in a file is folded as one in a form is`() async throws {
        let browser = try await contract.signedIn()
        let preview = await contract.upload([("0312340002", "　Ｙａｍａｂｕｋｉ５８ ")], browser)
        #expect(preview.status == .ok)
        let token = try #require(preview.value(of: "upload"))
        await browser.post("/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        try await contract.workOff()
        #expect(try await contract.site.browser().signIn("0312340002", "Yamabuki58").location == "/password")
    }

    @Test func `PW-6 every wrong line is named with its column and reason and no password is shown`() async throws {
        let browser = try await contract.signedIn()
        let page = await contract.upload(
            [
                ("0312340002", "aaaa1111"), ("0312340003", "Yamabuki58"), ("0312340003", "kawaBE2046"),
                ("0312340001", "kawaBE2047"), ("0999999999", "kawaBE2048"), ("312340004", "kawaBE2049"),
                ("0312340005", "03123400"), ("0312340004", ""), ("abc", "b0312340002"),
            ], browser)
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["CSVファイルの11か所に直していただきたいところがあります。"])
        for words in [
            "新しいパスワードには、0000、aaaaのように", "3行目と同じ電話番号です。", "一括では設定できません", "ご契約の電話番号にありません。",
            "先頭の0がありません", "新しいパスワードには英字も入れてください", "新しいパスワードを入力してください。",
            "電話番号は数字で入力してください", "新しいパスワードには、ご契約の電話番号を入れないでください。",
        ] {
            #expect(page.text.contains(words), "\(words)")
        }
        #expect(!page.text.contains("aaaa1111") && !page.text.contains("kawaBE"))
        #expect(page.value(of: "currentPassword") == nil)
        let token = try #require(page.value(of: "upload"))
        let list = await browser.get("/password/import/errors.csv?upload=\(token)").text
        #expect(list.components(separatedBy: "\r\n").count == 13)
        #expect(!list.contains("aaaa1111") && !list.contains("kawaBE"))
        await browser.get("/password/import")
        let answer = await browser.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        #expect(answer.status == .unprocessableContent)
        #expect(try contract.count("SELECT count(*) FROM password_job") == 0)
    }

    @Test func `PW-6 a file that a spreadsheet has spoiled is read again on the person's word`() async throws {
        let browser = try await contract.signedIn()
        await browser.get("/password/import")
        let text = "新パスワード,電話番号,\r\nYamabuki58,312340002,\r\nkawaBE2046,3.12340003E+08\r\n"
        let refused = await browser.upload("/password/import", file: "file", name: "a.csv", Array(text.utf8))
        #expect(refused.status == .unprocessableContent)
        let token = try #require(refused.value(of: "upload"))
        let preview = await browser.post("/password/import/repair", [("upload", token)])
        #expect(preview.status == .ok && preview.value(of: "repaired") == "1")
        await browser.post(
            "/password/import/apply", [("upload", token), ("repaired", "1"), ("currentPassword", "hikari7days")])
        try await contract.workOff()
        #expect(try contract.state(of: "0312340002").regular?.mustChange == true)
        #expect(try contract.state(of: "0312340003").regular?.mustChange == true)
    }

    @Test func `PW-6 a file that is none is refused with its reason`() async throws {
        let browser = try await contract.signedIn()
        await browser.get("/password/import")
        #expect(await browser.post("/password/import", []).problems == ["CSVファイルを選択してください。"])
        for (bytes, words) in [
            ([], "ファイルに何も書かれていません"), (Array("電話番号,新しいパスワード\r\n".utf8), "電話番号とパスワードの行がありません"),
            ([UInt8](repeating: 0x61, count: 1 << 20 + 1), "1MBまで"), (Array("a\0b".utf8), "NUL"),
        ] as [([UInt8], String)] {
            await browser.get("/password/import")
            let page = await browser.upload("/password/import", file: "file", name: "a.csv", bytes)
            #expect(page.status == .unprocessableContent)
            #expect(page.problems.first?.contains(words) == true, "\(page.problems)")
        }
        let rows = (0...7000).map { ("0312\(String(100_000 + $0))", "kawaBE2046") }
        #expect(await contract.upload(rows, browser).problems.first?.contains("7,000行まで") == true)
    }

    @Test func `PW-6 a wrong current password shows the preview again and counts`() async throws {
        let browser = try await contract.signedIn()
        let preview = await contract.upload([("0312340002", "Yamabuki58")], browser)
        let token = try #require(preview.value(of: "upload"))
        for (current, words) in [
            ("wrong7days", "ご自身（管理者）のパスワードが正しくありません。もう一度入力してください。"), ("", "ご自身（管理者）のパスワードを入力してください。"),
        ] {
            let again = await browser.post(
                "/password/import/apply", [("upload", token), ("currentPassword", current)])
            #expect(again.status == .unprocessableContent)
            #expect(again.problems == [words])
            #expect(again.value(of: "upload") == token)
        }
        #expect(try contract.state(of: "0312340001").regular?.failures == 1)
        #expect(try contract.count("SELECT count(*) FROM password_job") == 0)
        let begun = await browser.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        #expect(begun.status == .seeOther)
        #expect(try contract.state(of: "0312340001").regular?.failures == 0)
    }

    @Test func `PW-6 a second click finds the job of the first`() async throws {
        let browser = try await contract.signedIn()
        let preview = await contract.upload([("0312340002", "Yamabuki58")], browser)
        let form = [("upload", try #require(preview.value(of: "upload"))), ("currentPassword", "hikari7days")]
        let first = await browser.post("/password/import/apply", form).location
        await browser.get("/password/import")
        #expect(await browser.post("/password/import/apply", form).location == first)
        #expect(try contract.count("SELECT count(*) FROM password_job") == 1)
    }

    @Test func `PW-6 of two administrators at once the second is told to wait`() async throws {
        let first = try await contract.signedIn()
        let second = try await contract.signedIn()
        let begun = try await contract.begin([("0312340002", "Yamabuki58")], first)
        let preview = await contract.upload([("0312340003", "kawaBE2046")], second)
        let token = try #require(preview.value(of: "upload"))
        let refused = await second.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        #expect(refused.status == .conflict)
        #expect(refused.text.contains("別の一括設定が進んでいます"))
        #expect(refused.text.contains(begun))
        try await contract.workOff()
        await second.get("/password/import")
        let later = await second.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        #expect(later.location?.hasPrefix("/password/job") == true)
    }

    @Test func `PW-6 an upload waits an hour and is sealed meanwhile`() async throws {
        let browser = try await contract.signedIn()
        let preview = await contract.upload([("0312340002", "Yamabuki58")], browser)
        let token = try #require(preview.value(of: "upload"))
        #expect(try contract.count("SELECT instr(sealed, CAST('Yamabuki58' AS BLOB)) FROM pending_upload") == 0)
        contract.site.clock.advance(.hours(1))
        try await browser.signIn(AdministratorSite.administrator, "hikari7days")
        await browser.get("/password/import")
        let late = await browser.post(
            "/password/import/apply", [("upload", token), ("currentPassword", "hikari7days")])
        #expect(late.problems == ["確認の画面が古くなっています。CSVファイルをもう一度選択してください。"])
    }

    @Test func `PW-6 there is a sample that uploads`() async throws {
        let browser = try await contract.signedIn()
        let sample = await browser.get("/password/import/sample.csv").response.body
        await browser.get("/password/import")
        let preview = await browser.upload("/password/import", file: "file", name: "a.csv", sample)
        #expect(preview.status == .ok)
    }

    // MARK: What has changed when the job ends

    @Test func `PW-6 a number removed while the job runs is named in the result`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(
            [("0312340002", "Yamabuki58"), ("0312340003", "kawaBE2046")], browser)
        try contract.database.writeAndWait { database in
            _ = try database.run("DELETE FROM phone_number WHERE number = '0312340002'")
        }
        try await contract.workOff()
        let result = await browser.get(job).text
        #expect(result.contains("1番号のパスワードを設定しました") && result.contains("1番号は設定していません"))
        #expect(result.between("<tbody>", "</tbody>")?.contains("03-1234-0002") == true)
        #expect(result.contains("ご契約の電話番号ではなくなったため"))
        let list = await browser.get(job.replacingOccurrences(of: "job?", with: "job/remarks.csv?")).text
        #expect(list.contains("0312340002"))
    }

    @Test func `PW-6 a number removed between its hash and the end is named in the result`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin([("0312340002", "Yamabuki58"), ("0312340003", "kawaBE2046")], browser)
        #expect(try await PasswordJobs.step(contract.site.services, kinds: PasswordJobKind.all))
        try contract.database.writeAndWait { database in
            _ = try database.run("DELETE FROM phone_number WHERE number = '0312340002'")
        }
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("ご契約の電話番号ではなくなったため"))
        #expect(try contract.state(of: "0312340003").regular != nil)
    }

    @Test func `AUTH-13 a password that was set while the job ran is not overwritten`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin([("0312340002", "Yamabuki58"), ("0312340003", "kawaBE2046")], browser)
        contract.site.clock.advance(.minutes(1))
        try contract.site.setPassword("asahi2days", of: "0312340002")
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("別の操作でパスワードが変更されたため"))
        #expect(try await contract.site.browser().signIn("0312340002", "asahi2days").location == "/services")
    }

    @Test func `AUTH-2 nothing is set when the unit has changed meanwhile`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin([("0312340002", "Yamabuki58")], browser)
        try contract.database.writeAndWait { database in
            _ = try database.run("UPDATE contract SET authentication_unit = 'number'")
        }
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("認証単位が変わったため"))
        #expect(try contract.state(of: "0312340002").regular == nil)
        #expect(try contract.count("SELECT count(*) FROM password_job WHERE state = 'failed'") == 1)
    }
}
