import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-3, SET-8: 着信グループ設定 at its pages.
@Suite struct ExtensionGroupPageTests {
    private let house: SettingsHouse
    private var browser: TestBrowser { house.browser }

    init() async throws { house = try await SettingsHouse(extensions: 120) }

    private var path: String { house.path(.groups) }

    private func form(
        _ name: String = "営業部", device: String = "9000", members: String = "22-2001 22-2002", next: String = "nothing",
        act: String = "save"
    ) -> [(String, String)] {
        [
            ("name", name), ("site", "22"), ("device", device), ("members", members), ("mode", "inOrder"),
            ("seconds", "15"), ("next", next), ("act", act),
        ]
    }

    private func groups() throws -> [ExtensionGroup] {
        try house.read { database in
            try ExtensionGroupStore.names(of: SettingsHouse.code, database).compactMap {
                try ExtensionGroupStore.find($0.id, database)
            }
        }
    }

    @Test func `SET-3 a group is made of numbers that are typed and of some that are picked`() async throws {
        await browser.get("\(path)/add")
        #expect(browser.page.words.contains("全120番号のうち、はじめの50番号"))
        await browser.post(
            "\(path)/add", form(members: "", act: "add") + [("added", "22-2003 222001"), ("pick-22-2005", "yes")])
        #expect(
            browser.page.value(of: "members") == "22-2005 22-2003 22-2001" && browser.page.value(of: "name") == "営業部")
        #expect(try groups().isEmpty, "nothing is stored before it is said")
        await browser.post("\(path)/add", form(members: "22-2005 22-2003 22-2001"))
        #expect(browser.page.location == path)
        let list = await browser.get(path)
        #expect(list.words.contains("着信グループを追加しました"))
        #expect(list.rows.first?.hasPrefix("229000 営業部 順次（15秒） 3番号 何もしない") == true, "\(list.rows)")
        #expect(try groups().first?.settings.own.map(\.device) == ["2005", "2003", "2001"])
        #expect(
            try house.audit("extension-group") == [
                "extension-group.added N100000001  229000 inOrder 15 - 222005,222003,222001 営業部"
            ])
        #expect(await browser.get("/history").words.contains("着信グループの追加"))
    }

    @Test func `SET-3 what is wrong is told at its field, and everything stays typed`() async throws {
        try house.addGroup(9000, name: "総務部", members: [2000])
        await browser.get("\(path)/add")
        await browser.post("\(path)/add", form("", device: "9000", members: "22-2001") + [("added", "22-9000 x")])
        #expect(
            browser.page.problems == [
                "「x」は、内線番号として読み取れません。拠点番号2桁と端末番号4桁で入力してください。", "「229000」は着信グループの番号です。メンバーにできるのは内線番号だけです。",
            ])
        #expect(browser.page.status == .unprocessableContent && browser.page.value(of: "members") == "22-2001")
        await browser.post("\(path)/add", form("", device: "9000", members: ""))
        #expect(
            browser.page.problems == [
                "グループ名を入力してください。", "229000は、着信グループ「総務部」の番号です。別の番号を入力してください。", "メンバーを1つ以上追加してください。",
            ])
        #expect(browser.page.value(of: "device") == "9000" && browser.page.value(of: "seconds") == "15")
        await browser.post("\(path)/add", form(device: "2005"))
        #expect(browser.page.problems == ["222005は、内線番号として使われています。別の番号を入力してください。"])
        #expect(try groups().count == 1)
    }

    @Test func `SET-3 members go up and down, to the places that are typed, and out, without script`() async throws {
        await browser.get("\(path)/add")
        let members = "22-2001 22-2002 22-2003"
        await browser.post("\(path)/add", form(members: members, act: "up-22-2003"))
        #expect(browser.page.value(of: "members") == "22-2001 22-2003 22-2002")
        await browser.post("\(path)/add", form(members: members, act: "down-22-2001"))
        #expect(browser.page.value(of: "members") == "22-2002 22-2001 22-2003")
        await browser.post("\(path)/add", form(members: members, act: "remove-22-2002"))
        #expect(browser.page.value(of: "members") == "22-2001 22-2003")
        await browser.post("\(path)/add", form(members: members, act: "arrange") + [("place-22-2003", "１")])
        #expect(browser.page.value(of: "members") == "22-2003 22-2001 22-2002")
        // Whoever types places and saves at once means them too.
        await browser.post("\(path)/add", form(members: members) + [("place-22-2003", "1")])
        #expect(try groups().first?.settings.own.map(\.device) == ["2003", "2001", "2002"])
    }

    @Test func `SET-3 Return in the search finds, and saves nothing`() async throws {
        await browser.get("\(path)/add")
        await browser.post("\(path)/add", form(act: "enter") + [("q", "2077"), ("shownWords", "")])
        #expect(
            browser.page.text.contains("name=\"pick-22-2077\"") && !browser.page.text.contains("name=\"pick-22-2076\""))
        #expect(try groups().isEmpty)
        await browser.post("\(path)/add", form(act: "enter") + [("q", "2077"), ("shownWords", "2077")])
        #expect(try groups().count == 1)
    }

    @Test func `SET-3 a loop is refused with its way in words`() async throws {
        let first = try house.addGroup(9000, name: "営業部", members: [2001])
        let second = try house.addGroup(9001, name: "総務部", members: [2002], next: .group(first))
        await browser.get("\(path)/edit?group=\(first)")
        await browser.post(
            "\(path)/edit?group=\(first)",
            form(next: "group") + [("group", "\(first)"), ("nextGroup", "\(second)")])
        #expect(
            browser.page.problems == [
                "この設定では、電話が同じところに戻り続けます（229000（営業部） → 229001（総務部） → 229000（営業部））。別のつなぎ先を選択してください。"
            ])
        #expect(try house.group(first)?.version == 1)
    }

    @Test func `SET-8 two people change one group: the second chooses, and loses nothing typed`() async throws {
        let id = try house.addGroup(9000, name: "営業部", members: [2001])
        let other = try await house.colleague([Grant(.everything, .view)])
        await browser.get("\(path)/edit?group=\(id)")
        await other.get("\(path)/edit?group=\(id)")
        let own = ("group", "\(id)")
        await other.post("\(path)/edit?group=\(id)", form("営業一部") + [own])
        #expect(other.page.location == path, "RIGHT-2: 参照のみ may set")
        await browser.post("\(path)/edit?group=\(id)", form("営業二部", members: "22-2003") + [own])
        let page = browser.page
        #expect(page.status == .conflict && page.words.contains("営業一部") && page.words.contains("営業二部"))
        let sent = ["name", "site", "device", "members", "mode", "seconds", "next", "group", "version"].map {
            ($0, page.value(of: $0) ?? "")
        }
        await browser.post("\(path)/edit", sent + [("choice", "stored")])
        #expect(try house.group(id)?.settings.name == "営業一部")
        await browser.get(path)
        await browser.post("\(path)/edit", sent + [("choice", "typed")])
        #expect(try house.group(id)?.settings.name == "営業二部" && house.group(id)?.version == 3)
    }

    @Test func `SET-3 before a group goes, what leads to it is listed`() async throws {
        let first = try house.addGroup(9000, name: "営業部", members: [2001])
        let second = try house.addGroup(9001, name: "総務部", members: [2002], next: .group(first))
        try house.addLine("0312345101", target: .group(first))
        let page = await browser.get("\(path)/remove?group=\(first)")
        #expect(page.words.contains("外線番号 03-1234-5101 の着信先がなくなります。"))
        #expect(page.words.contains("着信グループ 229001（総務部） の「応答がないとき」が「何もしない」になります。"))
        await browser.post("\(path)/remove", [("group", "\(first)"), ("version", "2")])
        #expect(browser.page.status == .conflict && browser.page.words.contains("ほかの方がこのグループを変更しました"))
        await browser.post("\(path)/remove", [("group", "\(first)"), ("version", "1")])
        #expect(browser.page.location == path)
        #expect(try house.group(first) == nil)
        #expect(try house.group(second)?.settings.next == nil)
        #expect(try house.read { try ExtensionRoutingStore.line(SettingsHouse.line("0312345101"), $0) }?.target == nil)
        #expect(
            try house.audit("extension-group").last?.hasPrefix("extension-group.removed N100000001 229000") == true)
    }

    @Test func `PBX-8 a group that has lost all its members is a warning`() async throws {
        try house.addGroup(9000, name: "営業部", members: [2001])
        #expect(await !browser.get(path).words.contains("メンバーのいない着信グループ"))
        try house.delete([2001])
        let page = await browser.get(path)
        #expect(page.words.contains("メンバーのいない着信グループがあります：229000（営業部）"))
        #expect(page.rows.first?.contains("なし") == true)
    }

    @Test func `SET-3 many groups are searched by number or name, and shown in pages`() async throws {
        for place in 0..<60 { try house.addGroup(9_000 + place, name: "窓口\(place)", members: [2001]) }
        #expect(await browser.get(path).rows.count == 50)
        #expect(await browser.get("\(path)?page=2").rows.count == 10)
        #expect(await browser.get("\(path)?q=22-9059").rows.count == 1)
        #expect(await browser.get("\(path)?q=%E7%AA%93%E5%8F%A35").rows.count == 11)
    }

    @Test func `PBX-12, RIGHT-2 nothing is saved while an order is open, nor by who may only look`() async throws {
        let id = try house.addGroup(9000, name: "営業部", members: [2001])
        await browser.get("\(path)/edit?group=\(id)")
        let token = ("token", browser.page.value(of: "token") ?? "")
        try house.beginOrder()
        let page = await browser.get(path)
        #expect(!page.text.contains("\(path)/add") && page.text.contains("詳細"))
        let saved = await browser.post(
            "\(path)/edit?group=\(id)", form("別") + [("group", "\(id)"), ("version", "1"), token], token: false)
        #expect(saved.status == .conflict && saved.heading == "設定は変更されていません")
        #expect(try house.group(id)?.settings.name == "営業部")
        try house.endOrder()
        var policy = OrderingPolicy()
        policy.rights.viewOnlyMaySet = false
        let strict = try await SettingsHouse(policy: policy, grants: [Grant(.everything, .view)])
        let group = try strict.addGroup(9000, members: [2001])
        await strict.browser.get("\(path)/edit?group=\(group)")
        await strict.browser.post("\(path)/edit?group=\(group)", form("別") + [("group", "\(group)")])
        #expect(strict.browser.page.status == .forbidden)
    }

    @Test func `RIGHT-4 a group of another contract is none`() async throws {
        let second = try #require(ContractCode.first.next)
        try house.site.addSmartPBX(second, of: house.company, extensions: 3)
        let id = try house.addGroup(9000, name: "営業部", members: [2001])
        let other = SettingsPath.groups.of(second)
        #expect(await browser.get("\(other)/edit?group=\(id)").status == .notFound)
        #expect(await browser.get("\(other)/remove?group=\(id)").status == .notFound)
        await browser.get(path)
        #expect(await browser.post("\(other)/remove", [("group", "\(id)"), ("version", "1")]).status == .notFound)
        #expect(try house.group(id) != nil)
    }
}
