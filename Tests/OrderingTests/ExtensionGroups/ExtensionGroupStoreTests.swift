import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-3, PBX-8, PBX-9: groups in the database, and what becomes of them with their extensions.
@Suite struct ExtensionGroupStoreTests {
    private let house: SettingsHouse
    private var database: Database { house.site.services.database }

    init() async throws { house = try await SettingsHouse(extensions: 20) }

    private func number(_ device: Int) -> ExtensionNumber { ExtensionNumber(site: "22", device: "\(device)") }

    @Test func `SET-3 a group is found by its id and by its number, its members in their order`() throws {
        let id = try house.addGroup(9000, members: [2003, 2001, 2002], mode: .inOrder, next: .extension(number(2010)))
        try database.read { database in
            let found = try #require(try ExtensionGroupStore.find(id, database))
            #expect(found.settings.own == [2003, 2001, 2002].map(number) && found.settings.mode == .inOrder)
            #expect(found.settings.next == .extension(number(2010)) && found.version == 1)
            #expect(try ExtensionGroupStore.find(number(9000), of: SettingsHouse.code, database) == found)
            #expect(try ExtensionGroupStore.find(number(9001), of: SettingsHouse.code, database) == nil)
        }
    }

    @Test func `PBX-8 with an extension its place in groups goes, and what went on to it ends`() throws {
        let first = try house.addGroup(9000, members: [2001, 2002], next: .extension(number(2003)))
        let second = try house.addGroup(9001, members: [2003], next: .group(first))
        let third = try house.addGroup(9002, members: [2002], next: .extension(number(2003)))
        let other = try house.addGroup(9003, members: [2002], next: .group(first))
        try house.delete([2001, 2003])
        try database.read { database in
            // Whoever has one of them open is shown that it is another one now.
            let versions = try [first, second, third, other].map { try ExtensionGroupStore.find($0, database)?.version }
            #expect(versions == [2, 2, 2, 1])
            let found = try #require(try ExtensionGroupStore.find(first, database))
            #expect(found.settings.own == [number(2002)] && found.settings.next == nil)
            #expect(try ExtensionGroupStore.find(second, database)?.settings.members == [])
            #expect(
                try ExtensionGroupStore.namesWithoutMembers(of: SettingsHouse.code, database).map(\.id) == [second])
        }
    }

    @Test func `PBX-9 groups, their members and targets get the zeros in the same transaction`() throws {
        let first = try house.addGroup(9000, members: [2001, 2002], next: .extension(number(2003)))
        let second = try house.addGroup(9001, members: [2003], next: .group(first))
        try house.lengthen(.device, by: 2)
        try database.read { database in
            let found = try #require(try ExtensionGroupStore.find(first, database)).settings
            #expect(found.number.hyphenated == "22-900000" && found.next == .extension(number(200300)))
            #expect(found.own.map(\.hyphenated) == ["22-200100", "22-200200"])
            #expect(try ExtensionGroupStore.find(second, database)?.settings.next == .group(first))
            #expect(try house.brokenKeys(database) == 0)
        }
    }

    @Test func `PBX-9 1,500 extensions, 200 groups of 50 and 1,500 absences get longer at once, and nothing is lost`()
        async throws
    {
        let house = try await SettingsHouse(extensions: 1_500)
        try house.fill(groups: 200, members: 50)
        let clock = ContinuousClock()
        let time = try clock.measure { try house.lengthen(.device, by: 1) }
        print("PBX-9 of 1,500 extensions, 200 groups of 50, 1,500 absences: \(time)")
        try house.site.services.database.read { database in
            #expect(try house.brokenKeys(database) == 0)
            let counts = try house.counts(database)
            #expect(
                counts == [
                    "smart_pbx_extension": 1_500, "smart_pbx_extension_setting": 1_500, "smart_pbx_group": 200,
                    "smart_pbx_group_member": 10_000, "extension_absence": 1_500, "extension_absence_target": 1_500,
                    "device_user": 1_500,
                ])
            let plan = try #require(try SmartPBXStore.contract(SettingsHouse.code, database)?.plan)
            #expect(plan.deviceDigits == 5)
            for group in try ExtensionGroupStore.names(of: SettingsHouse.code, database) {
                let settings = try #require(try ExtensionGroupStore.find(group.id, database)).settings
                #expect(settings.number.fits(plan) && settings.members.count == 50)
                #expect(settings.own.allSatisfy { $0.fits(plan) })
            }
        }
    }

    @Test func `PBX-7 an order that adds the number of a group is refused by name, at its row and in the file`() throws
    {
        _ = try house.addGroup(9000, name: "営業部", members: [2001])
        let content = try #require(
            try database.read { try SmartPBXContent.ofOrders(SettingsHouse.code, $0) })
        let line = Extension(number: number(9000), device: .smartphone)
        guard case .failure(let problems) = SmartPBXChange.add([line], channels: 0).applied(to: content) else {
            Issue.record("taken")
            return
        }
        #expect(problems.all == [.isGroup(number(9000), name: "営業部", row: 0)])
        #expect(
            problems.all[0].sentence(.add, in: .japanese) == "1行目：22-9000は、着信グループ「営業部」の番号です。別の内線番号を入力してください。")
        let table = try SmartPBXFile.Column.read(Array("22,9000,PC\n22,9050,PC\n".utf8)).get()
        let file = SmartPBXFile(table, plan: content.plan, beside: content)
        #expect(file.wrong.map(\.problem) == [.isGroup(name: "営業部")])
    }

    @Test func `SET-3 a number that an order under way brings is none for a group`() throws {
        let order = try house.order(
            .add([Extension(number: number(3001), device: .computer)], channels: 0), state: .acknowledged)
        let facts = try database.read { database in
            try ExtensionGroupStore.facts(of: SettingsHouse.code, try house.plan, database)
        }
        #expect(facts.coming == [number(3001)])
        try house.end(order)
        let after = try database.read { try ExtensionGroupStore.facts(of: SettingsHouse.code, try house.plan, $0) }
        #expect(after.coming.isEmpty)
    }
}
