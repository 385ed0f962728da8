import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-4, VOICE-11: 外線着信設定.
@Suite struct IncomingPageTests {
    private let house: SettingsHouse
    private var browser: TestBrowser { house.browser }
    private var path: String { house.path(.incoming) }

    private static let (first, second) = ("0312345101", "05012345101")

    init() async throws {
        house = try await SettingsHouse(extensions: 10)
        try house.addLine(Self.first)
        try house.addLine(Self.second)
    }

    private func target(_ digits: String) throws -> CallTarget? {
        try house.read { try ExtensionRoutingStore.line(SettingsHouse.line(digits), $0) }?.target
    }

    /// As the page shows it, with what is typed instead.
    private func form(_ typed: [String: String]) -> [(String, String)] {
        [Self.first, Self.second].flatMap { digits in
            ["target", "was", "version"].map { part in
                let shown = browser.page.value(of: "\(part)-\(digits)") ?? ""
                return ("\(part)-\(digits)", part == "target" ? typed[digits] ?? shown : shown)
            }
        }
    }

    @Test func `SET-4 a number without a target is warned of on top and at its row`() async throws {
        let page = await browser.get(path)
        #expect(page.words.contains("着信先のない外線番号が2番号あります。電話をかけた方には話中音が流れます。"))
        #expect(page.rows.allSatisfy { $0.contains("なし（話中音が流れます）") })
    }

    @Test func `VOICE-11 a 050 number, and one outside the area, say at the row that 110, 118, 119 cannot be called`()
        async throws
    {
        try house.addLine("0312345102", isInEmergencyArea: false)
        let rows = await browser.get(path).rows
        #expect(rows.count == 3 && !rows[0].contains("110"))
        #expect(rows[1].hasPrefix("03-1234-5102") && rows[1].contains("緊急通報エリア外のため、110、118、119にはかけられません。"))
        #expect(rows[2].hasPrefix("050-1234-5101") && rows[2].contains("050で始まる番号のため、110、118、119にはかけられません。"))
    }

    @Test func `SET-4 calls go to an extension, a group or nowhere, as it is typed`() async throws {
        let group = try house.addGroup(9000, name: "営業部", members: [2001])
        await browser.get(path)
        await browser.post(path, form([Self.first: "２２-9000", Self.second: "222002"]))
        #expect(browser.page.location == path)
        let page = await browser.get(path)
        #expect(page.words.contains("2番号の着信先を変更しました") && !page.words.contains("着信先のない外線番号"))
        #expect(page.rows[0].contains("着信グループ 229000（営業部）") && page.rows[1].contains("内線番号 222002"))
        #expect(try target(Self.first) == .group(group) && target(Self.second) == .extension(house.number(2002)))
        await browser.post(path, form([Self.second: ""]))
        #expect(try target(Self.second) == nil && target(Self.first) == .group(group))
        #expect(
            try house.audit("extension-line") == [
                "extension-line.target 0312345101  229000", "extension-line.target 05012345101  222002",
                "extension-line.target 05012345101 222002 ",
            ])
        #expect(await browser.get("/history").words.contains("外線着信先の変更"))
    }

    @Test func `SET-4 a number that nobody has is told at its field, and nothing of the page is set`() async throws {
        await browser.get(path)
        await browser.post(path, form([Self.first: "22-2001", Self.second: "22-7777"]))
        #expect(browser.page.problems == ["「22-7777」は、この契約の内線番号にも着信グループにもありません。番号を確かめてください。"])
        #expect(browser.page.value(of: "target-\(Self.first)") == "22-2001")
        #expect(try target(Self.first) == nil)
    }

    @Test func `SET-3 a loop over an absence and an own outside number is refused`() async throws {
        try house.write { database in
            try database.run(
                """
                INSERT INTO extension_absence (code, site, device, kind, is_always) VALUES (?1, '22', '2001', 'forward', 1)
                """, SettingsHouse.code)
            try database.run(
                """
                INSERT INTO extension_absence_target (code, site, device, place, number)
                VALUES (?1, '22', '2001', 1, ?2)
                """, SettingsHouse.code, Self.first)
        }
        await browser.get(path)
        await browser.post(path, form([Self.first: "22-2001"]))
        #expect(
            browser.page.problems == [
                "この設定では、電話が同じところに戻り続けます（03-1234-5101 → 222001 → 03-1234-5101）。別の着信先を入力してください。"
            ])
    }

    @Test func `SET-8 what others have set meanwhile is chosen from, number by number`() async throws {
        let other = try await house.colleague([Grant(.everything, .edit)])
        await browser.get(path)
        let mine = form([Self.first: "22-2001", Self.second: "22-2002"])
        await other.get(path)
        await other.post(
            path, [("target-\(Self.first)", "22-2003"), ("was-\(Self.first)", ""), ("version-\(Self.first)", "1")])
        await browser.post(path, mine)
        let page = browser.page
        #expect(page.status == .conflict && page.words.contains("内線番号 222003") && page.words.contains("内線番号 222001"))
        #expect(try target(Self.second) == nil)
        let sent = [Self.first, Self.second].flatMap { digits in
            ["target", "was", "version"].map { ("\($0)-\(digits)", page.value(of: "\($0)-\(digits)") ?? "") }
        }
        await browser.post(path, sent + [("choice-\(Self.first)", "stored")])
        #expect(try target(Self.first) == .extension(house.number(2003)))
        #expect(try target(Self.second) == .extension(house.number(2002)))
    }

    @Test func `PBX-8 with its extension the target of a number goes, and is warned of`() async throws {
        try house.addLine("0312345102", target: .extension(house.number(2003)))
        try house.delete([2003])
        #expect(try target("0312345102") == nil)
        #expect(await browser.get(path).words.contains("着信先のない外線番号が3番号"))
    }

    @Test func `PBX-9 the target of a number gets the zeros`() async throws {
        try house.addLine("0312345102", target: .extension(house.number(2003)))
        try house.lengthen(.site, by: 1)
        #expect(try target("0312345102") == .extension(ExtensionNumber(site: "220", device: "2003")))
    }

    @Test func `SET-4 many numbers are searched, and shown in pages`() async throws {
        for place in 0..<70 { try house.addLine("03123460\(place < 10 ? "0" : "")\(place)") }
        #expect(await browser.get(path).rows.count == 50)
        #expect(await browser.get("\(path)?page=2").rows.count == 22)
        #expect(await browser.get("\(path)?q=5101").rows.count == 2)
    }

    @Test func `RIGHT-4 a number of another contract is not set by a form made by hand`() async throws {
        let second = try #require(ContractCode.first.next)
        try house.site.addSmartPBX(second, of: house.company, extensions: 3)
        await browser.get(path)
        let page = await browser.post(SettingsPath.incoming.of(second), form([Self.first: "22-2001"]))
        #expect(page.status == .notFound && (try? target(Self.first)) == .some(nil))
    }

    @Test func `PBX-12 nothing is set while an order is open`() async throws {
        await browser.get(path)
        let typed = form([Self.first: "22-2001"])
        try house.beginOrder()
        #expect(await browser.post(path, typed).status == .conflict)
        #expect(try target(Self.first) == nil)
        let page = await browser.get(path)
        #expect(!page.text.contains("name=\"target-"))
    }
}
