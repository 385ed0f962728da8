import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-4, SET-8, VOICE-11: 外線発信設定, by ticks and by a file.
@Suite struct OutgoingPageTests {
    private let house: SettingsHouse
    private var browser: TestBrowser { house.browser }
    private var path: String { house.path(.outgoing) }

    private static let (first, second) = ("0312345101", "05012345101")

    init() async throws {
        house = try await SettingsHouse(extensions: 150)
        try house.addLine(Self.first)
        try house.addLine(Self.second)
    }

    private func shown(_ device: Int) throws -> String? {
        try house.read { try OutgoingNumberStore.shown(by: house.number(device), of: SettingsHouse.code, $0) }?.digits
    }

    /// As the page holds it, with more ticks and a button.
    private func form(_ act: String, ticks: [Int] = [], number: String = "", q: String = "") -> [(String, String)] {
        ["seen", "chosen", "shown"].map { ($0, browser.page.value(of: $0) ?? "") }
            + ticks.map { ("tick-22-\($0)", "yes") } + [("q", q), ("number", number), ("act", act)]
    }

    /// The ticks of the page, kept.
    private func set(_ number: String, ticks: [Int]) async {
        await browser.get(path)
        await browser.post(path, form("set", ticks: ticks, number: number))
    }

    @Test func `SET-4 one number for many, ticked over pages and searches`() async throws {
        await browser.get(path)
        #expect(browser.page.words.contains("0番号を選択中") && browser.page.rows.count == 100)
        await browser.post(path, form("page-2", ticks: [2_000, 2_001]))
        #expect(browser.page.words.contains("2番号を選択中") && browser.page.rows.count == 50)
        await browser.post(path, form("search", ticks: [2_149], q: "22-2070"))
        #expect(browser.page.words.contains("3番号を選択中") && browser.page.rows.count == 1)
        await browser.post(path, form("all", q: "22-2070"))
        #expect(browser.page.words.contains("4番号を選択中"))
        await browser.post(path, form("set", ticks: [2_070], number: Self.first, q: "22-2070"))
        #expect(browser.page.location == path)
        #expect(await browser.get(path).words.contains("4番号の発信番号を「03-1234-5101」にしました"))
        for device in [2_000, 2_001, 2_070, 2_149] { #expect(try shown(device) == Self.first) }
        #expect(try shown(2_002) == nil)
        #expect(try house.audit("outgoing") == ["outgoing-number.many 0312345101  4"])
    }

    @Test func `SET-4 nothing ticked, no number, and a number of nobody are told, and ticks stay`() async throws {
        await browser.get(path)
        await browser.post(path, form("set", number: Self.first))
        #expect(browser.page.problems == ["内線番号にチェックを入れてください。"])
        await browser.get(path)
        await browser.post(path, form("set", ticks: [2_000]))
        #expect(browser.page.problems == ["発信番号を選択してください。"])
        #expect(browser.page.words.contains("1番号を選択中"))
        await set("0399999999", ticks: [2_000])
        #expect(browser.page.problems == ["選択した発信番号は、この契約の外線番号ではなくなりました。選び直してください。"])
        #expect(try shown(2_000) == nil)
    }

    @Test func `SET-4 非通知 takes a number back`() async throws {
        await set(Self.first, ticks: [2_000])
        #expect(await browser.get(path).rows[0].contains("03-1234-5101"))
        await set("withheld", ticks: [2_000])
        #expect(try shown(2_000) == nil)
        #expect(await browser.get(path).rows[0].contains("非通知"))
    }

    @Test func `VOICE-11 a number without emergency calls says so where it is chosen and where it is shown`()
        async throws
    {
        await set(Self.second, ticks: [2_000])
        let page = await browser.get(path)
        #expect(page.rows[0].contains("050-1234-5101 050で始まる番号のため、110、118、119にはかけられません。"))
        #expect(page.words.contains("050-1234-5101（110、118、119は不可）"))
        #expect(page.words.contains("050で始まる番号と、緊急通報エリア外の番号からは、110、118、119にかけられません。"))
    }

    @Test func `SET-4 a name and secrets in the same row stay as they are`() async throws {
        try house.write { database in
            try database.run(
                """
                INSERT INTO smart_pbx_extension_setting (code, site, device, name) VALUES (?1, '22', '2000', '青空 花子')
                """, SettingsHouse.code)
        }
        await set(Self.first, ticks: [2_000])
        let stored = try house.read { database in
            try database.first("SELECT name, version FROM smart_pbx_extension_setting WHERE device = '2000'") {
                "\($0.text(0)) \($0.integer(1))"
            }
        }
        #expect(stored == "青空 花子 2")
        await browser.get(path)
        await browser.post(path, form("search", q: "花子"))
        #expect(browser.page.rows.count == 1)
    }

    @Test func `SET-8 who was slower chooses, and what nobody else touched is no conflict`() async throws {
        let other = try await house.colleague([Grant(.everything, .edit)])
        await browser.get(path)
        let mine = form("set", ticks: [2_000, 2_001], number: Self.first)
        let apart = form("set", ticks: [2_005], number: Self.first)
        await other.get(path)
        await other.post(
            path,
            [
                ("seen", "0"), ("chosen", ""), ("shown", "22-2000"), ("tick-22-2000", "yes"), ("number", Self.second),
                ("act", "set"),
            ])
        await browser.post(path, mine)
        let page = browser.page
        #expect(page.status == .conflict && page.words.contains("222000は050-1234-5101"))
        let sent = ["seen", "act", "number", "chosen"].map { ($0, page.value(of: $0) ?? "") }
        await browser.post(path, sent + [("choice", "stored")])
        #expect(try shown(2_000) == Self.second && shown(2_001) == nil)
        await browser.get(path)
        await browser.post(path, apart)
        #expect(try shown(2_005) == Self.first)
        await browser.get(path)
        await browser.post(path, sent + [("choice", "typed")])
        #expect(try shown(2_000) == Self.first && shown(2_001) == Self.first)
    }

    // MARK: SET-8, CSV

    private func upload(_ text: String) async {
        await browser.get("\(path)/import")
        await browser.upload("\(path)/import", file: "file", name: "発信番号.csv", Array(text.utf8))
    }

    private func apply() async {
        let sent = ["upload", "version"].map { ($0, browser.page.value(of: $0) ?? "") }
        await browser.post("\(path)/import/apply", sent)
    }

    @Test func `SET-8 a file is shown as what it would change, is carried out, and is taken back in one step`()
        async throws
    {
        await set(Self.second, ticks: [2_001])
        await upload("内線番号,発信番号\n222000,03-1234-5101\n22-2001,非通知\n222002,非通知\n")
        let page = browser.page
        #expect(page.words.contains("まだ設定は変わっていません") && page.words.contains("変更2件"))
        #expect(page.rows == ["222000 非通知 03-1234-5101", "222001 050-1234-5101 非通知"])
        #expect(try shown(2_000) == nil)
        await apply()
        #expect(browser.page.location == path)
        let done = await browser.get(path)
        #expect(done.words.contains("2番号の発信番号を一括で変更しました") && done.text.contains("action=\"\(path)/undo\""))
        #expect(try shown(2_000) == Self.first && shown(2_001) == nil)
        let change = done.value(of: "change") ?? ""
        await browser.post("\(path)/undo", [("change", change)])
        #expect(await browser.get(path).words.contains("2番号の発信番号を、変更の前に戻しました"))
        #expect(try shown(2_000) == nil && shown(2_001) == Self.second)
        await browser.post("\(path)/undo", [("change", change)])
        #expect(await browser.get(path).words.contains("すでに元に戻してあります"))
        #expect(
            try house.audit("outgoing-number").map { $0.split(separator: " ")[0] } == [
                "outgoing-number.many", "outgoing-number.upload", "outgoing-number.undo",
            ])
    }

    @Test func `SET-8 a file is not taken back where something newer stands`() async throws {
        await upload("222000,0312345101\n222001,0312345101\n")
        await apply()
        let change = await browser.get(path).value(of: "change") ?? ""
        await set(Self.second, ticks: [2_001])
        await browser.get(path)
        await browser.post("\(path)/undo", [("change", change)])
        #expect(browser.page.status == .conflict)
        #expect(browser.page.problems == ["222001は、そのあとにほかの操作で変更されています。元に戻せません。"])
        #expect(try shown(2_000) == Self.first && shown(2_001) == Self.second)
    }

    @Test func `SET-8 a number that has left the contract does not come back by an undo`() async throws {
        await set(Self.second, ticks: [2_000])
        await upload("222000,0312345101\n")
        await apply()
        let change = await browser.get(path).value(of: "change") ?? ""
        let now = house.site.clock.now
        try house.write {
            _ = try ExtensionLineOperator.remove(SettingsHouse.line(Self.second), from: SettingsHouse.code, at: now, $0)
        }
        await browser.post("\(path)/undo", [("change", change)])
        #expect(
            browser.page.problems == ["前の発信番号（050-1234-5101）は、この契約の外線番号ではなくなりました。元に戻せません。"])
    }

    @Test func `SET-8 one wrong line, and nothing of the file is set`() async throws {
        await upload("222000,0312345101\n229999,0312345101\nabc,非通知\n222001,0399999999\n222002,\n222000,非通知\n")
        for words in [
            "この契約にない内線番号です。", "内線番号は、拠点番号2桁と端末番号4桁です。", "この契約の外線番号にありません。", "発信番号が空です。", "1行目と同じ内線番号です。",
        ] { #expect(browser.page.words.contains(words), "\(words)") }
        #expect(!browser.page.text.contains("/import/apply"))
        let errors = await browser.get("\(path)/import/errors.csv?upload=\(browser.page.value(of: "upload") ?? "")")
        #expect(errors.text.contains("発信番号が空です。"), "\(errors.text)")
        #expect(try shown(2_000) == nil)
    }

    @Test func `SET-8 zeros that a spreadsheet has taken are put back on the person's word`() async throws {
        await upload("222000,312345101\n")
        let token = ("upload", browser.page.value(of: "upload") ?? "")
        await browser.post("\(path)/import/repair", [token])
        #expect(browser.page.rows == ["222000 非通知 03-1234-5101"])
    }

    @Test func `SET-8 a file that was overtaken is compared once more before it is carried out`() async throws {
        await upload("222000,0312345101\n")
        let sent = ["upload", "version"].map { ($0, browser.page.value(of: $0) ?? "") }
        let other = try await house.colleague([Grant(.everything, .edit)])
        await other.get(path)
        await other.post(
            path,
            [
                ("seen", "0"), ("chosen", "22-2000"), ("shown", ""), ("number", Self.second), ("act", "set"),
            ])
        await browser.post("\(path)/import/apply", sent)
        #expect(browser.page.status == .conflict && browser.page.rows == ["222000 050-1234-5101 03-1234-5101"])
        #expect(try shown(2_000) == Self.second)
        await apply()
        #expect(try shown(2_000) == Self.first)
    }

    @Test func `SET-4 the downloaded file uploads unchanged`() async throws {
        await set(Self.first, ticks: [2_000])
        let file = await browser.get("\(path)/export.csv").text
        #expect(file.contains("\"222000\",\"0312345101\"") && file.contains("\"222001\",\"非通知\""))
        await upload(file)
        #expect(browser.page.words.contains("このファイルの内容は、いまの設定と同じです"))
        #expect(await browser.get("\(path)/import/sample.csv").text.contains("非通知"))
    }

    @Test func `PBX-12 neither ticks nor a file change anything while an order is open`() async throws {
        await upload("222000,0312345101\n")
        let sent = ["upload", "version"].map { ($0, browser.page.value(of: $0) ?? "") }
        await browser.get(path)
        let ticks = form("set", ticks: [2_000], number: Self.first)
        try house.beginOrder()
        #expect(await browser.post("\(path)/import/apply", sent).status == .conflict)
        await browser.get(path)
        #expect(!browser.page.text.contains("発信番号を設定する"))
        #expect(await browser.post(path, ticks).status == .conflict)
        #expect(try shown(2_000) == nil)
    }

    @Test func `PBX-9 numbers that are shown, and changes that can be undone, get the zeros too`() async throws {
        await upload("222000,0312345101\n")
        await apply()
        let change = await browser.get(path).value(of: "change") ?? ""
        try house.lengthen(.device, by: 1)
        #expect(try shown(20_000) == Self.first)
        await browser.post("\(path)/undo", [("change", change)])
        #expect(try shown(20_000) == nil)
        #expect(try house.read { try house.brokenKeys($0) } == 0)
    }
}
