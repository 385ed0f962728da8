@testable import Accounts
import Foundation
import HTTP
import SQLite
@testable import Telephony
import TestSite
import Testing

@Suite struct PasswordNumbersPageTests {
    let contract: AdministratorSite

    init() throws { contract = try AdministratorSite() }

    private func form(
        _ number: String = "0312340002", _ new: String = "Yamabuki58", _ confirmation: String? = nil,
        current: String = "hikari7days"
    ) -> [(String, String)] {
        [
            ("number", number), ("newPassword", new), ("confirmation", confirmation ?? new),
            ("currentPassword", current),
        ]
    }

    @Test func `AUTH-13 of two administrators at once the second sees whose password is there, and chooses`()
        async throws
    {
        let (one, two) = (try await contract.signedIn(), try await contract.signedIn())
        await one.get("/password/numbers/set?number=0312340002")
        await two.get("/password/numbers/set?number=0312340002")
        contract.site.clock.advance(.seconds(1))
        #expect(await one.post("/password/numbers/set", form()).status == .seeOther)
        let page = await two.post("/password/numbers/set", form("0312340002", "Tsubaki93"))
        #expect(page.status == .conflict)
        for words in ["03-1234-0001でログインした方", "03-1234-0002のパスワード", "入力した内容（表示しません）"] {
            #expect(page.text.contains(words), "\(words)")
        }
        #expect(!page.text.contains("Tsubaki93"))
        #expect(page.text.contains("href=\"/password/numbers/set?number=0312340002\""))
        #expect(try contract.site.auditEvents().filter { $0 == "password.set-by-administrator" }.count == 1)
        await two.get("/password/numbers/set?number=0312340002")
        #expect(await two.post("/password/numbers/set", form("0312340002", "Tsubaki93")).status == .seeOther)
        #expect(try await contract.site.browser().signIn("0312340002", "Tsubaki93").status == .seeOther)
    }

    @Test func `AUTH-13 a temporary password that the number has set by telephone is not swept away unseen`()
        async throws
    {
        let browser = try await contract.signedIn()
        await browser.get("/password/numbers/set?number=0312340002")
        try contract.site.setPassword("13572468", of: "0312340002", kind: .temporary)
        let page = await browser.post("/password/numbers/set", form())
        #expect(page.status == .conflict)
        #expect(page.text.contains("電話で設定した仮パスワード"))
    }

    @Test(arguments: ["/password/numbers", "/password/numbers/set?number=0312340002", "/password/import"])
    func `PW-6 only the administrator of 管理者／ユーザ単位 has the pages`(_ path: String) async throws {
        for (unit, number) in [
            (AuthenticationUnit.line, "0312340001"), (.number, "0312340001"), (.number, "0312340002"),
            (.administratorAndUser, "0312340002"),
        ] {
            let site = try TestSite()
            try site.addContract("0312340001", ["0312340002"], unit: unit)
            let browser = try await site.signedIn(number)
            #expect(await browser.get("/services").text.contains("/password/numbers") == false)
            #expect(await browser.get(path).status == .forbidden)
            await browser.get("/services")
            #expect(await browser.post("/password/numbers/set", form()).status == .forbidden)
            #expect(await browser.post("/password/import/apply", [("upload", "x")]).status == .forbidden)
            #expect(await browser.post("/password/import", []).status == .forbidden)
        }
        let administrator = try await contract.signedIn()
        #expect(await administrator.get("/services").text.contains("/password/numbers"))
        #expect(await administrator.get(path).status == .ok)
    }

    @Test func `PW-6 the list says how each number's password stands`() async throws {
        try contract.site.setPassword("hikari7days", of: "0312340002")
        try contract.site.setPassword("hikari7days", of: "0312340003")
        for _ in 1...CredentialKind.regular.allowedMisses { try contract.miss("0312340003") }
        let browser = try await contract.signedIn()
        await browser.get("/password/numbers/set?number=0312340004")
        await browser.post("/password/numbers/set", form("0312340004"))
        // The notice above it names the number too.
        let text = await browser.get("/password/numbers").text.between("<tbody", "</tbody>") ?? ""
        func row(_ number: String) -> String {
            text.between("<span class=\"number\" translate=\"no\">\(number)</span>", "</tr>") ?? ""
        }
        #expect(row("03-1234-0001").contains("設定済み"))
        #expect(row("03-1234-0001").contains("href=\"/password\""))
        #expect(row("03-1234-0002").contains("設定済み"))
        #expect(row("03-1234-0003").contains("無効"))
        #expect(row("03-1234-0004").contains("次回変更が必要"))
        #expect(row("03-1234-0005").contains("未設定"))
    }

    @Test func `PW-6 the list has 32 numbers a page and a search`() async throws {
        let contract = try AdministratorSite(AdministratorSite.many(70).map(\.0))
        let browser = try await contract.signedIn()
        let first = await browser.get("/password/numbers").text
        #expect(first.components(separatedBy: "<tr>").count == 34)
        #expect(first.contains("全71件"))
        #expect(await browser.get("/password/numbers?page=3").text.contains("03-1235-1069"))
        let found = await browser.get("/password/numbers?q=0312351*69").text
        #expect(found.contains("03-1235-1069") && !found.contains("03-1235-1068"))
        #expect(await browser.get("/password/numbers?q=abc").status == .unprocessableContent)
        #expect(await browser.get("/password/numbers?q=99999").text.contains("該当する電話番号はありません"))
    }

    @Test func `PW-6 a number's password is set and must be changed at the next sign-in`() async throws {
        try contract.site.setPassword("asahi2days", of: "0312340002")
        try contract.site.setPassword("13572468", of: "0312340002", kind: .temporary)
        let user = contract.site.browser()
        try await user.signIn("0312340002", "asahi2days")
        #expect(await user.get("/services").status == .ok)
        let browser = try await contract.signedIn()
        await browser.get("/password/numbers/set?number=0312340002")
        let answer = await browser.post("/password/numbers/set", form())
        #expect(answer.location == "/password/numbers")
        #expect(await browser.get("/password/numbers").words.contains("03-1234-0002のパスワードを設定しました"))
        #expect(await user.get("/services").location?.hasPrefix("/login") == true)
        #expect(try await user.signIn("0312340002", "asahi2days").status == .unprocessableContent)
        #expect(try await user.signIn("0312340002", "13572468").status == .unprocessableContent)
        #expect(try await user.signIn("0312340002", "Yamabuki58").location == "/password")
        #expect(await user.get("/services").location == "/password")
        #expect(await user.get("/password").text.contains("管理者が設定したパスワードでログインしました"))
        let same = await user.post(
            "/password",
            [("currentPassword", "Yamabuki58"), ("newPassword", "Yamabuki58"), ("confirmation", "Yamabuki58")])
        #expect(same.problems == ["新しいパスワードは、現在のパスワードと違うものを入力してください。"])
        await user.get("/password")
        let changed = await user.post(
            "/password",
            [("currentPassword", "Yamabuki58"), ("newPassword", "kawaBE2046"), ("confirmation", "kawaBE2046")])
        #expect(changed.location == "/services")
        #expect(try await contract.site.browser().signIn("0312340002", "kawaBE2046").location == "/services")
        #expect(await browser.get("/services").status == .ok)
    }

    @Test func `PW-6 the number is told by mail and the password is nowhere in it or in the trail`() async throws {
        try contract.setMailAddress("tanaka@example.jp", of: "0312340002")
        let browser = try await contract.signedIn()
        #expect(
            await browser.get("/password/numbers/set?number=0312340002").text.contains("メールアドレスにお知らせします"))
        #expect(
            await browser.get("/password/numbers/set?number=0312340003").text.contains("メールアドレスが登録されていません"))
        await browser.get("/password/numbers/set?number=0312340002")
        await browser.post("/password/numbers/set", form())
        let mails = try contract.database.read {
            try $0.query("SELECT recipient, subject, body FROM outbox_mail") { [$0.text(0), $0.text(1), $0.text(2)] }
        }
        #expect(mails.count == 1)
        #expect(mails.first?[0] == "tanaka@example.jp")
        #expect(mails.first?[1].contains("管理者がパスワードを設定しました") == true)
        #expect(mails.first?[2].contains("Yamabuki58") == false)
        #expect(try contract.site.auditEvents().last == "password.set-by-administrator")
        #expect(
            try contract.count(
                "SELECT count(*) FROM audit WHERE subject || ifnull(before, '') || ifnull(after, '') LIKE '%Yamabuki%'")
                == 0)
        #expect(!contract.site.log.all.joined().contains("Yamabuki58"))
    }

    @Test func `PW-6 a failure count of the number begins anew`() async throws {
        try contract.site.setPassword("asahi2days", of: "0312340002")
        let user = contract.site.browser()
        for _ in 1..<CredentialKind.regular.allowedMisses { try await user.signIn("0312340002", "wrong7days") }
        let browser = try await contract.signedIn()
        await browser.get("/password/numbers/set?number=0312340002")
        await browser.post("/password/numbers/set", form())
        #expect(try contract.state(of: "0312340002").regular?.failures == 0)
        #expect(try contract.state(of: "0312340002").temporary == nil)
    }

    @Test func `PW-4 every broken rule of the form is named at once`() async throws {
        let browser = try await contract.signedIn()
        await browser.get("/password/numbers/set?number=0312340002")
        let page = await browser.post("/password/numbers/set", form("0312340002", "1111", "2222", current: ""))
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 5)
        #expect(page.problems.last == "ご自身（管理者）のパスワードを入力してください。")
        #expect(try contract.state(of: "0312340002").regular == nil)
    }

    @Test(arguments: ["0312340001", "0312349999", "abc", ""])
    func `PW-6 no other number than an additional one of the contract is taken`(_ number: String) async throws {
        try contract.site.addContract("0312349998", ["0312349999"])
        let browser = try await contract.signedIn()
        #expect(await browser.get("/password/numbers/set?number=\(number)").status == .notFound)
        await browser.get("/password/numbers")
        await browser.get("/password/numbers/set?number=0312340002")
        #expect(await browser.post("/password/numbers/set", form(number)).status == .notFound)
    }

    @Test func `AUTH-4 wrong entries of the administrator's own password count and the tenth ends its sessions`()
        async throws
    {
        try contract.setMailAddress("kanri@example.jp", of: "0312340001")
        try contract.database.writeAndWait { database in
            try database.run("UPDATE one_time_password SET is_used = 0 WHERE number = '0312340001'")
        }
        let browser = try await contract.signedIn()
        try contract.setMailAddress("kanri@example.jp", of: "0312340001")
        for _ in 1..<CredentialKind.regular.allowedMisses {
            await browser.get("/password/numbers/set?number=0312340002")
            let page = await browser.post("/password/numbers/set", form(current: "wrong7days"))
            #expect(page.problems == ["ご自身（管理者）のパスワードが正しくありません。もう一度入力してください。"])
        }
        await browser.get("/password/numbers/set?number=0312340002")
        #expect(
            await browser.post("/password/numbers/set", form(current: "wrong7days")).location
                == "/login?ended=passwordVoid&input=lost")
        #expect(try contract.state(of: "0312340001").regular?.voidedAt != nil)
        #expect(try contract.state(of: "0312340002").regular == nil)
        #expect(try contract.site.auditEvents().suffix(2) == ["password.current-wrong", "password.voided"])
        #expect(try contract.count("SELECT count(*) FROM outbox_mail WHERE kind = 'security.password-voided'") == 1)
    }

    @Test func `AUTH-4 a right entry of one's own password ends the row of wrong ones`() async throws {
        let browser = try await contract.signedIn()
        for current in ["wrong7days", "wrong7days", "hikari7days"] {
            await browser.get("/password/numbers/set?number=0312340002")
            await browser.post("/password/numbers/set", form(current: current))
        }
        #expect(try contract.state(of: "0312340001").regular?.failures == 0)
    }

    @Test func `AUTH-2 a unit that has changed meanwhile leaves the number as it is`() async throws {
        let hashing = Overtaken()
        let contract = try AdministratorSite(hashing: hashing)
        let browser = try await contract.signedIn()
        await browser.get("/password/numbers/set?number=0312340002")
        let database = contract.database
        hashing.meanwhile {
            _ = try database.writeAndWait { database in
                try database.run("UPDATE contract SET authentication_unit = 'line'")
            }
        }
        #expect(await browser.post("/password/numbers/set", form()).status == .notFound)
        #expect(try contract.state(of: "0312340002").regular == nil)
    }
}
