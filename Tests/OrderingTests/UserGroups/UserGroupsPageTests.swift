import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// RIGHT-1, RIGHT-4: groups, as administrators make them.
@Suite struct UserGroupsPageTests {
    private let site: TestOrderingSite
    private let company: Int
    private let user: Int

    init() throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        try site.addAccount("kanri@example.jp", of: company, isAdministrator: true)
        user = try site.addAccount("hanako@example.jp", of: company)
        let (company, now) = (company, site.clock.now)
        try site.services.database.writeAndWait { database in
            try ServiceContractStore.add(.first, of: company, .smartPBX, at: now, database)
        }
    }

    private func rights() throws -> Rights {
        try site.services.database.read { try RightsStore.rights(ofAccount: user, $0) }
    }

    private func add(_ browser: TestBrowser, _ form: [(String, String)]) async -> TestPage {
        await browser.get("/groups/add")
        return await browser.post("/groups/add", form)
    }

    @Test func `RIGHT-1 a group gives its members its right at once`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await add(
            browser, [("name", "情シス"), ("scope", "smartPBX"), ("level", "edit"), ("member-\(user)", "1")])
        #expect(browser.page.location == "/groups")
        #expect(try rights().may(.order(.smartPBX)) && !rights().may(.order(.ipVoice)))
        #expect(await browser.get("/groups").text.contains("情シス"))
    }

    @Test func `RIGHT-1 a group of single contracts gives those and no new ones`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await add(
            browser,
            [
                ("name", "一部"), ("scope", "contracts"), ("contract-\(ContractCode.first.text)", "1"), ("level", "edit"),
                ("member-\(user)", "1"),
            ])
        let contract = Rights.Subject(.first, of: .smartPBX)
        #expect(try rights().may(.change(contract)) && !rights().may(.order(.smartPBX)))
        let group = try #require(try site.services.database.read { try UserGroupStore.all(of: company, $0).first })
        await browser.get("/groups/remove?group=\(group.id)")
        await browser.post("/groups/remove", [("group", "\(group.id)")])
        #expect(try rights() == .none)
    }

    @Test func `RIGHT-1 of very many contracts those of a group are typed, not ticked`() async throws {
        let codes = try (0..<1_200).map { try #require(ContractCode("N\(200_000_000 + $0)")) }
        let (company, now) = (company, site.clock.now)
        let other = try site.addCompany("株式会社よその")
        try site.services.database.writeAndWait { database in
            for code in codes { try ServiceContractStore.add(code, of: company, .smartPBX, at: now, database) }
            let foreign = try #require(ContractCode("N300000001"))
            try ServiceContractStore.add(foreign, of: other, .smartPBX, at: now, database)
        }
        let browser = try await site.signedIn("kanri@example.jp")
        let form = [("name", "一部"), ("scope", "contracts"), ("level", "edit"), ("member-\(user)", "1")]
        let wrong = await add(browser, form + [("contracts", "n200000000\r\nＮ200000001、N300000001\nN9\n")])
        #expect(wrong.problems == ["「N300000001」「N9」は、御社の契約番号ではありません。確かめて入力し直してください。"])
        #expect(wrong.text.contains("n200000000") && !wrong.text.contains("name=\"contract-N"))
        _ = await add(browser, form + [("contracts", "")])
        #expect(browser.page.problems.count == 1)
        _ = await add(browser, form + [("contracts", codes.map(\.text).joined(separator: "\r\n"))])
        #expect(browser.page.location == "/groups")
        #expect(try rights() == Rights([Grant(.contracts(Set(codes)), .edit)]))
        #expect(await browser.get("/groups").words.contains("N200000009ほか、全1,200件"))
        // What was typed for another scope does not matter.
        _ = await add(browser, [("name", "全部"), ("scope", "everything"), ("level", "view"), ("contracts", "N9")])
        #expect(browser.page.location == "/groups")
    }

    @Test(arguments: [
        ([("name", ""), ("scope", "everything"), ("level", "edit")], "グループ名を入力"),
        ([("name", "a"), ("scope", ""), ("level", "edit")], "対象を選択"),
        ([("name", "a"), ("scope", "everything"), ("level", "")], "権限を選択"),
        ([("name", "a"), ("scope", "contracts"), ("level", "edit")], "対象の契約を1つ以上"),
        ([("name", "a"), ("scope", "telephone"), ("level", "edit")], "対象を選択"),
    ])
    func `What a group lacks is said`(form: [(String, String)], reason: String) async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        let page = await add(browser, form)
        #expect(page.status == .unprocessableContent && page.problems.joined().contains(reason), "\(page.problems)")
    }

    @Test func `Two groups of a company have two names; another company's may be the same`() async throws {
        let other = try site.addCompany("見知らぬ株式会社")
        try await site.services.database.write {
            _ = try UserGroupStore.add(company: other, "総務", Grant(.everything, .view), $0)
        }
        let browser = try await site.signedIn("kanri@example.jp")
        let form = [("name", "総務"), ("scope", "everything"), ("level", "view")]
        _ = await add(browser, form)
        #expect(browser.page.location == "/groups")
        #expect(await add(browser, form).problems.first?.contains("同じ名前のグループ") == true)
    }

    @Test func `RIGHT-4 a contract of another company is none`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        let page = await add(
            browser,
            [("name", "a"), ("scope", "contracts"), ("contract-N100000009", "1"), ("level", "edit")])
        #expect(page.status == .notFound)
    }

    @Test func `Two tabs: a group that was changed meanwhile is not overwritten`() async throws {
        let browser = try await site.signedIn("kanri@example.jp")
        _ = await add(browser, [("name", "総務"), ("scope", "everything"), ("level", "view")])
        let group = try #require(try site.services.database.read { try UserGroupStore.all(of: company, $0).first })
        try await site.services.database.write {
            try UserGroupStore.change(group.id, "総務", Grant(.everything, .edit), $0)
        }
        let page = await browser.post(
            "/groups/edit",
            [
                ("group", "\(group.id)"), ("version", "0"), ("name", "総務"), ("scope", "smartPBX"), ("level", "view"),
            ])
        _ = page
        await browser.get("/groups/edit?group=\(group.id)")
        let conflict = await browser.post(
            "/groups/edit",
            [
                ("group", "\(group.id)"), ("version", "0"), ("name", "総務"), ("scope", "smartPBX"), ("level", "view"),
            ])
        #expect(conflict.status == .conflict && conflict.text.contains("すべてのサービス：参照・編集"))
    }
}
