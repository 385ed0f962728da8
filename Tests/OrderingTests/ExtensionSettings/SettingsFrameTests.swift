import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct SettingsFrameTests {
    private static let second = ContractCode.first.next ?? .first

    // MARK: SET-1

    @Test func `SET-1 the only contract opens at once, at the first steps until they are done`() async throws {
        let house = try await SettingsHouse(isSetUp: false)
        #expect(await house.browser.get("/dashboard").text.contains("href=\"/settings\""))
        #expect(await house.browser.get("/settings").location == "/settings/\(SettingsHouse.code)")
        #expect(await house.browser.get("/settings/\(SettingsHouse.code)").location == house.path(.start))
        try house.finishSetUp()
        #expect(await house.browser.get("/settings/\(SettingsHouse.code)").location == house.path(.extensions))
    }

    @Test func `SET-1 several contracts are a list of those in one's scope, with their state`() async throws {
        let house = try await SettingsHouse()
        try house.site.addSmartPBX(Self.second, of: house.company, extensions: 2)
        try house.beginOrder()
        let page = await house.browser.get("/settings")
        #expect(page.rows.count == 2)
        #expect(page.rows[0].hasPrefix("N100000001 Smart PBX 工事が終わるまで変更できません 設定を変更する"))
        #expect(page.rows[1].hasPrefix("N100000002 Smart PBX 初期設定が必要です 設定を変更する"))
        #expect(page.text.contains("href=\"/settings/N100000002\""))
        let narrow = try await house.colleague([Grant(.contracts([Self.second]), .view)])
        #expect(await narrow.get("/settings").location == "/settings/N100000002")
        #expect(await narrow.get(house.path(.start)).status == .notFound)
    }

    @Test func `SET-1 a contract whose first work is not done is shown without its settings`() async throws {
        let house = try await SettingsHouse()
        let (company, now) = (house.company, house.site.clock.now)
        try house.write { database in
            try ServiceContractStore.add(Self.second, of: company, .smartPBX, at: now, database)
        }
        let rows = await house.browser.get("/settings").rows
        #expect(rows.count == 2 && rows[1].hasPrefix("N100000002 Smart PBX 工事待ち") && !rows[1].contains("設定を変更する"))
        #expect(await house.browser.get("/settings/\(Self.second)").status == .notFound)
    }

    @Test func `SET-1 by the operator's will a new contract is set up some time after its work`() async throws {
        var policy = OrderingPolicy()
        policy.settingsDelay = .hours(25)
        // Built a day ago.
        let house = try await SettingsHouse(policy: policy)
        let rows = await house.browser.get("/settings").rows
        #expect(rows.count == 1 && rows[0].contains("準備中（2026年") && !rows[0].contains("設定を変更する"))
        #expect(await house.browser.get(house.path(.extensions)).status == .notFound)
        house.site.clock.advance(.hours(1))
        let browser = try await house.site.signedIn("pbx@example.jp")
        #expect(await browser.get("/settings").location == "/settings/\(SettingsHouse.code)")
        #expect(await browser.get(house.path(.extensions)).status == .ok)
    }

    // MARK: SET-2

    @Test func `SET-2 the four first steps come one after the other, and all but the first can be left out`()
        async throws
    {
        let house = try await SettingsHouse(isSetUp: false)
        let (browser, start) = (house.browser, house.path(.start))
        let titles = ["内線一覧表示", "着信グループ設定", "外線着信設定", "外線発信設定"]
        for (place, title) in titles.enumerated() {
            let page = await browser.get(start)
            #expect(page.heading == "初期設定：\(title)" && page.words.contains("ステップ \(place + 1)/4"))
            #expect(page.words.contains("あとから設定することもできます") == (place > 0))
            await browser.post(start, [("step", "\(place + 1)")])
        }
        #expect(browser.page.location == house.path(.extensions))
        #expect(await browser.get(start).words.contains("初期設定は終わっています"))
        #expect(try house.audit("settings.") == ["settings.set-up N100000001  "])
    }

    @Test func `SET-2 no step is jumped over, and one that was gone through can be looked at again`() async throws {
        let house = try await SettingsHouse(isSetUp: false)
        let (browser, start) = (house.browser, house.path(.start))
        #expect(await browser.get(start).rows == ["22 2000 スマートフォン", "22 2001 スマートフォン", "22 2002 スマートフォン"])
        for step in ["2", "4", "5", "0", "x", ""] {
            #expect(await browser.post(start, [("step", step)]).location == start)
            await browser.get(start)
        }
        #expect(try house.read { try ExtensionSettingsStore.setUp(of: SettingsHouse.code, $0) }.done == 0)
        await browser.post(start, [("step", "1")])
        await browser.get(start)
        #expect(await browser.get(start + "?step=4").heading == "初期設定：着信グループ設定")
        #expect(await browser.get(start + "?step=1").heading == "初期設定：内線一覧表示")
        // Once more, as after Back.
        await browser.post(start, [("step", "1")])
        #expect(try house.read { try ExtensionSettingsStore.setUp(of: SettingsHouse.code, $0) }.done == 1)
    }

    // MARK: PBX-12, RIGHT-2

    @Test func `PBX-12 while an order is open pages say so, and nothing is saved`() async throws {
        let house = try await SettingsHouse(isSetUp: false)
        let (browser, start) = (house.browser, house.path(.start))
        await browser.get(start)
        try house.beginOrder()
        // The page was open before the order began.
        let refused = await browser.post(start, [("step", "1")])
        #expect(refused.status == .conflict && refused.heading == "設定は変更されていません")
        #expect(refused.text.contains("/orders/\(OrderNumber.first)") && refused.text.contains("href=\"\(start)\""))
        let page = await browser.get(start)
        #expect(page.words.contains("お申込番号\(OrderNumber.first)"))
        #expect(page.words.contains("工事が終わるまで、このご契約の設定は変更できません。") && !page.text.contains("value=\"1\""))
        #expect(try house.read { try ExtensionSettingsStore.setUp(of: SettingsHouse.code, $0) }.done == 0)
        try house.endOrder()
        #expect(await browser.get(start).text.contains(">次へ</button>"))
    }

    @Test func `PBX-12 by the operator's will only the work itself locks`() async throws {
        var policy = OrderingPolicy()
        policy.lock = .work
        let house = try await SettingsHouse(isSetUp: false, policy: policy)
        try house.beginOrder(.scheduled)
        #expect(await house.browser.get(house.path(.start)).text.contains(">次へ</button>"))
        try house.write { try $0.run("UPDATE service_order SET state = 'inProgress'") }
        #expect(!(await house.browser.get(house.path(.start)).text.contains(">次へ</button>")))
    }

    @Test func `RIGHT-2 参照のみ saves unless the operator says otherwise, and is told when it may not`() async throws {
        let usual = try await SettingsHouse(isSetUp: false, grants: [Grant(.everything, .view)])
        #expect(await usual.browser.get(usual.path(.start)).text.contains(">次へ</button>"))
        var policy = OrderingPolicy()
        policy.rights.viewOnlyMaySet = false
        let strict = try await SettingsHouse(isSetUp: false, policy: policy, grants: [Grant(.everything, .view)])
        let page = await strict.browser.get(strict.path(.start))
        #expect(page.words.contains("参照のみのため、設定を変更できません") && !page.text.contains(">次へ</button>"))
        #expect(await strict.browser.post(strict.path(.start), [("step", "1")]).status == .forbidden)
    }

    @Test func `RIGHT-4 a right taken away between page and form is missed at the save`() async throws {
        let house = try await SettingsHouse(isSetUp: false)
        await house.browser.get(house.path(.start))
        try house.write { try $0.run("DELETE FROM user_group_member") }
        #expect(await house.browser.post(house.path(.start), [("step", "1")]).status == .forbidden)
        #expect(try house.read { try ExtensionSettingsStore.setUp(of: SettingsHouse.code, $0) }.done == 0)
    }
}
