import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// PBX-8: what hangs on numbers is listed before they go, and goes with them.
@Suite struct ExtensionUseTests {
    private func setUp(_ house: SettingsHouse) throws {
        try house.addGroup(9_000, name: "営業部", members: [2_001, 2_002])
        try house.addGroup(9_001, name: "総務部", members: [2_001], next: .extension(house.number(2_002)))
        try house.addLine("0312345101", target: .extension(house.number(2_001)))
        let (line, now) = (try SettingsHouse.line("0312345101"), house.site.clock.now)
        try house.write { database in
            _ = try OutgoingNumberStore.write(
                [.init(house.number(2_001), before: nil, after: line)], of: SettingsHouse.code, at: now, database)
            for device in ["2000", "2002"] {
                try database.run(
                    "INSERT INTO extension_absence (code, site, device, kind, is_always) VALUES (?1, '22', ?2, 'forward', 1)",
                    SettingsHouse.code, device)
                try database.run(
                    """
                    INSERT INTO extension_absence_target (code, site, device, place, target_code, target_site, target_device)
                    VALUES (?1, '22', ?2, 1, ?1, '22', '2001')
                    """, SettingsHouse.code, device)
            }
        }
    }

    @Test func `PBX-8 groups, outside numbers, numbers shown and others' absences are found by the numbers`()
        async throws
    {
        let house = try await SettingsHouse(extensions: 10)
        try setUp(house)
        func use(_ devices: Int...) throws -> ExtensionUse {
            try house.read { try ExtensionUseStore.use(of: devices.map(house.number), in: SettingsHouse.code, $0) }
        }
        let one = try use(2_001)
        #expect(one.groups.map(\.name) == ["営業部", "総務部"] && one.emptied.map(\.name) == ["総務部"])
        #expect(one.lines.map(\.digits) == ["0312345101"] && one.showing == 1 && one.goingOn.isEmpty)
        #expect(one.absences == [house.number(2_000), house.number(2_002)])
        let both = try use(2_001, 2_002)
        #expect(both.emptied.count == 2 && both.goingOn.map(\.name) == ["総務部"])
        #expect(both.absences == [house.number(2_000)], "those that go too have nothing to lose")
        #expect(try use(2_005).isNothing && use().isNothing)
    }

    @Test func `PBX-8 the page of 削除 and its check page list it, and it goes with the numbers`() async throws {
        let house = try await SettingsHouse(extensions: 10)
        try setUp(house)
        let flow = ChangeFlow("delete", at: house)
        try await flow.agree()
        #expect(!flow.browser.page.words.contains("次の設定も変わります"))
        let shown = ("shown", "22-2001")
        await flow.send("extensions", [shown, ("tick-22-2001", "yes"), ("act", "search"), ("numbers", "yes")])
        let sentences = [
            "着信グループ 229000（営業部）、229001（総務部） のメンバーから外れます。", "着信グループ 229001（総務部） はメンバーがいなくなり、",
            "外線番号 03-1234-5101 の着信先がなくなり、", "1番号の外線発信設定がなくなります。", "内線番号 22-2000、22-2002 の不在時動作の転送先がなくなります。",
        ]
        let page = try await flow.follow()
        for sentence in sentences { #expect(page.words.contains(sentence), "\(sentence)") }
        let check = try await flow.check([
            shown, ("tick-22-2001", "yes"), ("act", "next"), ("numbers", "yes"), ("channels", "no"),
        ])
        #expect(check.heading == "お申し込み内容確認")
        for sentence in sentences { #expect(check.words.contains(sentence), "\(sentence)") }
        await flow.send("check", [])
        let (order, now) = (try #require(try flow.orders().first), house.site.clock.now)
        try house.write { try SmartPBXOrders().apply(order, at: now, $0) }
        try house.read { database in
            #expect(try ExtensionUseStore.use(of: [house.number(2_001)], in: SettingsHouse.code, database).isNothing)
            #expect(try house.brokenKeys(database) == 0)
            let names = try ExtensionGroupStore.namesWithoutMembers(of: SettingsHouse.code, database)
            #expect(names.map(\.name) == ["総務部"])
        }
    }
}
