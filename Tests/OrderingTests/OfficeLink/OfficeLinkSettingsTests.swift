import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// LINK-2 on the pages of the settings, and what hangs on the numbers.
@Suite struct OfficeLinkSettingsTests {
    private let house: SettingsHouse

    init() async throws { house = try await SettingsHouse(extensions: 3) }

    private func number(_ digits: String) -> OfficeLinkNumber { OfficeLinkNumber(digits: digits) }

    @Test func `LINK-2 numbers come by typing and pasting, go by ticks, and are in the trail`() async throws {
        let path = house.path(.officeLink)
        // Without the feature there is no such page, and no way to it.
        #expect(await house.browser.get(path).status == .notFound)
        #expect(!(await house.browser.get(house.path(.groups))).words.contains("オフィスリンク"))
        try house.link([])
        #expect(await house.browser.get(house.path(.groups)).text.contains("href=\"\(path)\""))
        let page = await house.browser.get(path)
        #expect(page.heading == "オフィスリンク内線番号" && page.words.contains("まだ登録されていません"))
        await house.browser.post(path, [("act", "add"), ("added", "7001 222001\n03")])
        #expect(
            house.browser.page.problems == [
                "「222001」は、ご契約の内線番号です。オフィスリンク内線番号には使えません。",
                "「03」は使えません。2から9までの数字で始まる番号を入力してください。",
            ])
        #expect(house.browser.page.text.contains("7001 222001") && house.browser.page.status == .unprocessableContent)
        #expect(try house.links() == [])
        await house.browser.post(path, [("act", "add"), ("added", "7002\n７００１\t7001")])
        #expect(house.browser.page.location == path)
        #expect(try house.links() == ["7001", "7002"])
        // The same once more changes nothing.
        await house.browser.post(path, [("act", "add"), ("added", "7001")])
        await house.browser.post(path, [("act", "remove")])
        #expect(house.browser.page.problems == ["削除するオフィスリンク内線番号にチェックを入れてください。"])
        await house.browser.post(path, [("act", "remove"), ("tick-7002", "yes")])
        #expect(try house.links() == ["7001"])
        #expect(
            try house.audit("office-link") == [
                "office-link.added N100000001  7001,7002", "office-link.removed N100000001 7002 ",
            ])
    }

    @Test func `LINK-2 one in use does not go, and it is said where it is used`() async throws {
        try house.link(["7001", "7002", "7003", "7004", "7005"])
        _ = try house.addLinkedGroup(2900, "7001", next: "7002")
        try house.addLine("0312345000", to: .officeLink(number("7003")))
        let target = number("7004")
        try house.write { [own = house.number(2001)] database in
            try AbsenceStore.set(
                .forward(to: .officeLink(target), .init(isAlways: true)), for: own, of: SettingsHouse.code, database)
        }
        await house.browser.get(house.path(.officeLink))
        let ticks = (1...5).map { ("tick-700\($0)", "yes") }
        await house.browser.post(house.path(.officeLink), [("act", "remove")] + ticks)
        #expect(
            house.browser.page.problems == [
                "7001は、着信グループ 222900（受付） のメンバーで使われています。先にその設定を変更してください。",
                "7002は、着信グループ 222900（受付） の「応答がないとき」で使われています。先にその設定を変更してください。",
                "7003は、外線番号 03-1234-5000 の着信先で使われています。先にその設定を変更してください。",
                "7004は、内線番号 22-2001 の不在時動作で使われています。先にその設定を変更してください。",
            ])
        #expect(try house.links().count == 5)
    }

    @Test func `LINK-2 they are members of groups and targets, as stored and on the pages`() async throws {
        try house.link(["7001", "7002"])
        let path = house.path(.groups, "/add")
        await house.browser.get(path)
        let form = [
            ("name", "受付"), ("site", "22"), ("device", "2900"), ("mode", "inOrder"), ("seconds", "20"),
            ("next", "extension"), ("nextExtension", "7002"),
        ]
        await house.browser.post(path, form + [("act", "add"), ("added", "7001 222000")])
        #expect(house.browser.page.value(of: "members") == "-7001 22-2000", "\(house.browser.page.problems)")
        #expect(house.browser.page.words.contains("（オフィスリンク）"))
        await house.browser.post(path, form + [("act", "save"), ("members", "-7001 22-2000")])
        let groups = try house.read { try ExtensionGroupStore.names(of: SettingsHouse.code, $0) }
        let id = try #require(groups.first?.id)
        let group = try #require(try house.group(id))
        #expect(group.settings.members == [.officeLink(number("7001")), .extension(house.number(2000))])
        #expect(group.settings.next == .officeLink(number("7002")))
        let edit = await house.browser.get(house.path(.groups, "/edit") + "?group=\(group.id)")
        #expect(edit.value(of: "nextExtension") == "7002" && edit.value(of: "members") == "-7001 22-2000")
        await house.browser.post(path, form.map { $0.0 == "device" ? ("device", "7001") : $0 } + [("act", "save")])
        #expect(!house.browser.page.problems.isEmpty)
        try house.addLine("0312345000", to: .officeLink(number("7002")))
        let incoming = await house.browser.get(house.path(.incoming))
        #expect(incoming.words.contains("オフィスリンク内線番号 7002"))
    }

    @Test func `LINK-3 the end of the feature tells what hangs on it, and takes it along`() async throws {
        try house.link(["7001", "7002", "7003"])
        let group = try house.addLinkedGroup(2900, "7001", next: "7002")
        try house.addLine("0312345000", to: .officeLink(number("7003")))
        let before = try #require(try house.group(group)?.version)
        let flow = ChangeFlow("feature-end", at: house)
        let page = try await flow.agree()
        for words in [
            "3番号（すべて削除されます）", "着信グループ 222900（受付） のメンバーから外れます。", "「応答がないとき」が「何もしない」になります。",
            "外線番号 03-1234-5000 の着信先がなくなり",
        ] { #expect(page.words.contains(words), "\(words) in \(page.words)") }
        try house.endFeature()
        let left = try #require(try house.group(group))
        #expect(left.settings.members == [.extension(house.number(2000))] && left.settings.next == nil)
        #expect(left.version > before)
        #expect(try house.links() == [])
    }

    @Test func `SET-7 LINK-1 calls over the Office Link have their own 100 channels`() async throws {
        try house.link(["71"])
        func ask(_ called: String) throws -> ExtensionCallDecision? {
            let desk = ExtensionCallDesk(now: house.site.services.now) { _ in true }
            let question = ExtensionCallQuestion(called, from: UserID("n100000001-222000"))
            return try house.read { try desk.answer(question, $0) }?.decision
        }
        let now = house.site.clock.now
        try house.write { database in
            for call in 0..<10 {
                _ = try ExtensionCallStore.begin("own \(call)", of: SettingsHouse.code, at: now, database)
            }
        }
        #expect(try ask("222001")?.rule == .channels)
        #expect(try ask("71")?.rule == .officeLink && ask("n100000001-71")?.rule == .officeLink)
        #expect(try house.read { try ExtensionCallStore.isOverOfficeLink("n100000001-71", $0) })
        try house.write { database in
            for call in 0..<100 {
                _ = try ExtensionCallStore.begin(
                    "link \(call)", of: SettingsHouse.code, overOfficeLink: true, at: now, database)
            }
        }
        #expect(try ask("71")?.rule == .channels)
        // From outside it is nobody's number.
        let desk = ExtensionCallDesk(now: house.site.services.now) { _ in true }
        #expect(try house.read { try desk.answer(ExtensionCallQuestion("71", from: nil), $0) } == nil)
    }
}
