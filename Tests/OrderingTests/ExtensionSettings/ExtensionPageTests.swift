import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// 内線設定 but for its passwords.
@Suite struct ExtensionPageTests {
    private static func number(_ digits: String) throws -> ExtensionNumber {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))
        return try #require(ExtensionNumber(digits: digits, in: plan))
    }

    private func name(_ digits: String, _ house: SettingsHouse) throws -> String? {
        let number = try Self.number(digits)
        return try house.read { try SetExtensionStore.find(number, of: SettingsHouse.code, $0)?.name.text }
    }

    private func upload(_ text: String, _ house: SettingsHouse) async -> TestPage {
        await house.browser.get(house.path(.extensions, "/import"))
        return await house.browser.upload(
            house.path(.extensions, "/import"), file: "file", name: "names.csv", Array(text.utf8))
    }

    private func apply(_ house: SettingsHouse) async -> TestPage {
        let page = house.browser.page
        return await house.browser.post(
            house.path(.extensions, "/import/apply"),
            [("upload", page.value(of: "upload") ?? ""), ("seen", page.value(of: "seen") ?? "")])
    }

    // MARK: Names

    @Test func `SET-5 a name has at most 20 characters, and no line of its own`() throws {
        #expect(try ExtensionName.read(" ｱｵｿﾞﾗ　花子 ").get().text == "アオゾラ　花子")
        #expect(try ExtensionName.read("　").get() == .none)
        #expect(try ExtensionName.read(String(repeating: "あ", count: 20)).get().text.count == 20)
        #expect(ExtensionName.read(String(repeating: "あ", count: 21)) == .failure(.length(21)))
        #expect(
            ExtensionName.read("a\r\nb") == .failure(.characters)
                && ExtensionName.read("a\u{202E}b") == .failure(.characters))
    }

    @Test func `SET-5 the list has every extension, 100 a page, and finds by number and by name`() async throws {
        let house = try await SettingsHouse(extensions: 230)
        let number = try Self.number("222150")
        try house.write { try SetExtensionStore.set(.init(stored: "青空 花子"), for: number, of: SettingsHouse.code, $0) }
        let page = await house.browser.get(house.path(.extensions))
        #expect(page.rows.count == 100 && page.words.contains("230番号") && page.words.contains("1〜100件目"))
        #expect(page.rows[0].hasPrefix("222000 未設定 スマートフォン n100000001-222000"))
        #expect(await house.browser.get(house.path(.extensions, "?page=3")).rows.count == 30)
        for words in ["2150", "花子", "２１５０"] {
            let found = await house.browser.get(house.path(.extensions, "?" + PercentEncoding.query([("q", words)])))
                .rows
            #expect(found.count == 1 && found[0].hasPrefix("222150 青空 花子 スマートフォン"), "\(words) \(found)")
        }
        #expect(await house.browser.get(house.path(.extensions, "?q=%25")).rows.isEmpty)
    }

    @Test func `SET-5 a name is set on the row's page, and what cannot be one stays typed`() async throws {
        let house = try await SettingsHouse()
        let (browser, one) = (house.browser, house.path(.extensions, "/one?extension=222001"))
        await browser.get(one)
        let save = house.path(.extensions, "/name")
        let long = String(repeating: "あ", count: 21)
        let wrong = await browser.post(save, [("extension", "222001"), ("seen", ""), ("name", long)])
        #expect(wrong.status == .unprocessableContent && wrong.value(of: "name") == long)
        #expect(wrong.problems == ["氏名は20文字以内で入力してください（現在21文字）。"])
        await browser.post(save, [("extension", "222001"), ("seen", ""), ("name", "<b>花子</b>")])
        #expect(browser.page.location == one)
        let page = await browser.get(one)
        #expect(
            page.words.contains("設定を変更しました") && page.text.contains("&lt;b>花子&lt;/b>")
                || page.text.contains("&lt;b&gt;花子"))
        #expect(try name("222001", house) == "<b>花子</b>")
        #expect(try house.audit("extension.name") == ["extension.name N100000001 222001  <b>花子</b>"])
        for foreign in ["222009", "22200", "2220010", "", "x"] {
            #expect(await browser.get(house.path(.extensions, "/one?extension=\(foreign)")).status == .notFound)
            await browser.get(one)
            #expect(await browser.post(save, [("extension", foreign), ("name", "x")]).status == .notFound)
            await browser.get(one)
        }
    }

    @Test func `SET-8, AUTH-13 a name that somebody else has set meanwhile is not overwritten unasked`() async throws {
        let house = try await SettingsHouse()
        let other = try await house.colleague([Grant(.everything, .view)])
        let (one, save) = (house.path(.extensions, "/one?extension=222000"), house.path(.extensions, "/name"))
        await house.browser.get(one)
        await other.get(one)
        await other.post(save, [("extension", "222000"), ("seen", ""), ("name", "先の名前")])
        let page = await house.browser.post(save, [("extension", "222000"), ("seen", ""), ("name", "あとの名前")])
        #expect(page.status == .conflict && page.words.contains("先の名前") && page.words.contains("あとの名前"))
        #expect(!page.text.contains("/services") && page.text.contains("/dashboard"))
        let sent = [("extension", "222000"), ("name", "あとの名前"), ("seen", page.value(of: "seen") ?? "")]
        await house.browser.post(save, sent + [("choice", "stored")])
        #expect(try name("222000", house) == "先の名前")
        await house.browser.get(one)
        await house.browser.post(save, sent + [("choice", "typed")])
        #expect(try name("222000", house) == "あとの名前")
    }

    @Test func `PBX-12 names are read only while an order is open, by hand and by file`() async throws {
        let house = try await SettingsHouse()
        let one = house.path(.extensions, "/one?extension=222000")
        await house.browser.get(one)
        try house.beginOrder()
        let refused = await house.browser.post(
            house.path(.extensions, "/name"), [("extension", "222000"), ("seen", ""), ("name", "花子")])
        #expect(refused.status == .conflict && refused.text.contains("href=\"\(house.path(.extensions))\""))
        #expect(await house.browser.get(one).words.contains("未設定（編集不可）"))
        #expect(!(await house.browser.get(house.path(.extensions)).text.contains("/import\"")))
        try house.endOrder()
        _ = await upload("\"222000\",\"花子\"\r\n", house)
        try house.write { try $0.run("UPDATE service_order SET state = 'acknowledged'") }
        #expect(await apply(house).status == .conflict)
        _ = await upload("\"222000\",\"花子\"\r\n", house)
        #expect(!house.browser.page.text.contains("/import/apply"))
        #expect(try name("222000", house) == "")
    }

    // MARK: Files

    @Test func `SET-5, SET-8 names come and go by file, after a look at what changes, and are undone in one step`()
        async throws
    {
        let house = try await SettingsHouse()
        let file = "\"内線番号\",\"氏名\"\r\n\"222000\",\"見本 花子\"\r\n\"222001\",\"'=1+1\"\r\n\"222002\",\"\"\r\n"
        let preview = await upload(file, house)
        #expect(preview.heading == "氏名の変更の確認" && preview.rows == ["222000 未設定 見本 花子", "222001 未設定 =1+1"])
        #expect(try name("222000", house) == "")
        #expect(await apply(house).location == house.path(.extensions))
        let done = await house.browser.get(house.path(.extensions))
        #expect(done.words.contains("2番号の氏名を変更しました。") && done.words.contains("元に戻す"))
        #expect(try name("222000", house) == "見本 花子" && name("222001", house) == "=1+1")
        let change = try #require(done.value(of: "change"))
        let names = await house.browser.get(house.path(.extensions, "/names.csv"))
        #expect(names.response.contentType?.hasPrefix("text/csv") == true && names.text.hasSuffix(file))
        await house.browser.get(house.path(.extensions))
        await house.browser.post(house.path(.extensions, "/undo"), [("change", change)])
        #expect(await house.browser.get(house.path(.extensions)).words.contains("2番号の氏名を、ファイルで設定する前に戻しました。"))
        #expect(try name("222000", house) == "" && name("222001", house) == "")
        await house.browser.post(house.path(.extensions, "/undo"), [("change", change)])
        #expect(await house.browser.get(house.path(.extensions)).words.contains("元に戻せません"))
        #expect(
            try house.audit("extension.names") == [
                "extension.names-uploaded N100000001  2", "extension.names-undone N100000001  2",
            ])
    }

    @Test func `SET-8 a file is not undone over what somebody has changed since`() async throws {
        let house = try await SettingsHouse()
        _ = await upload("222000,花子\r\n222001,太郎\r\n", house)
        _ = await apply(house)
        let done = await house.browser.get(house.path(.extensions))
        let change = try #require(done.value(of: "change"))
        let number = try Self.number("222001")
        try house.write { try SetExtensionStore.set(.init(stored: "次郎"), for: number, of: SettingsHouse.code, $0) }
        await house.browser.post(house.path(.extensions, "/undo"), [("change", change)])
        #expect(await house.browser.get(house.path(.extensions)).words.contains("1番号の氏名が、ファイルで設定したあとに変更されています"))
        #expect(try name("222000", house) == "花子" && name("222001", house) == "次郎")
    }

    @Test func `SET-5 while one line of a file is wrong nothing of it is taken, and each says how to mend it`()
        async throws
    {
        let house = try await SettingsHouse()
        let long = String(repeating: "あ", count: 21)
        let page = await upload("222000,花子\r\n222000,太郎\r\n222009,x\r\n,y\r\n222001,\(long)\r\n222002,a,b\r\n", house)
        for words in ["1行目と同じ内線番号です。", "ご契約にない内線番号です。", "内線番号が空です。", "氏名が長すぎます（21文字）。"] {
            #expect(page.words.contains(words), "\(words)")
        }
        #expect(!page.text.contains("/import/apply"))
        _ = await apply(house)
        #expect(try name("222000", house) == "")
        let upload = try #require(page.value(of: "upload"))
        let errors = await house.browser.get(house.path(.extensions, "/import/errors.csv?upload=\(upload)"))
        #expect(errors.response.contentType?.hasPrefix("text/csv") == true && errors.text.contains("ご契約にない内線番号です。"))
    }

    @Test func `AUTH-13 a file is compared once more when names have changed since it was looked at`() async throws {
        let house = try await SettingsHouse()
        _ = await upload("222000,花子\r\n", house)
        let number = try Self.number("222000")
        try house.write { try SetExtensionStore.set(.init(stored: "次郎"), for: number, of: SettingsHouse.code, $0) }
        let again = await apply(house)
        #expect(again.status == .conflict && again.rows == ["222000 次郎 花子"])
        #expect(try name("222000", house) == "次郎")
        _ = await apply(house)
        #expect(try name("222000", house) == "花子")
    }
}
