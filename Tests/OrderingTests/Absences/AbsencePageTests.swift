import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// DEVUSER-2: 不在時動作.
@Suite struct AbsencePageTests {
    private static let tokyo = PhoneNumber(clean: "0312345678")
    private static let mobile = PhoneNumber(clean: "09012345678")

    @Test func `DEVUSER-2 転送 in the cases that are ticked, シングルナンバーリーチ, and back to 未設定`() async throws {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        let (tokyo, mobile) = (try #require(Self.tokyo), try #require(Self.mobile))
        #expect(browser.page.words.contains("いまの設定未設定"))
        await site.set(
            browser,
            [
                ("kind", "forward"), ("target", "０３（1234）5678"), ("busy", "1"), ("unanswered", "1"),
                ("unreachable", "1"), ("seconds", "２０"),
            ])
        #expect(browser.page.location == "/device/absence")
        let cases = Absence.Cases(isBusy: true, unansweredAfter: 20, isUnreachable: true)
        #expect(try site.absence() == .forward(to: .number(tokyo), cases))
        let page = await browser.get("/device/absence")
        #expect(page.words.contains("03-1234-5678へ転送（話中、無応答20秒、圏外）"))
        #expect(page.value(of: "target") == "03-1234-5678" && page.value(of: "seconds") == "20")
        await site.set(
            browser, [("kind", "reach"), ("first", "222001"), ("second", "090-1234-5678"), ("reachSeconds", "5")])
        let colleague = ExtensionNumber(site: "22", device: "2001")
        #expect(try site.absence() == .reach([.extension(colleague), .number(mobile)], seconds: 5))
        #expect(await browser.get("/device/absence").words.contains("シングルナンバーリーチ（222001、090-1234-5678を5秒間呼び出す）"))
        // What was typed for another choice does not matter.
        await site.set(browser, [("kind", "none"), ("target", "x"), ("seconds", "99")])
        #expect(try site.absence() == nil)
        #expect(
            try site.house.audit("absence.set") == [
                "absence.set 222000@N100000001  forward 0312345678 busy,unanswered:20,unreachable",
                "absence.set 222000@N100000001 forward 0312345678 busy,unanswered:20,unreachable reach 222001,09012345678 5",
                "absence.set 222000@N100000001 reach 222001,09012345678 5 ",
            ])
    }

    @Test(arguments: [
        "kind=: 不在時の動作を選択してください。",
        "kind=forward&always=1: 転送先を入力してください。",
        "kind=forward&target=0312345678: 転送する場合を1つ以上選択してください。",
        "kind=forward&target=0312345678&always=1&seconds=20: 呼出時間は「無応答」のときだけ使います。",
        "kind=forward&target=0312345678&unanswered=1&seconds=4: 呼出時間を5〜60秒で入力してください。",
        "kind=forward&target=0312345678&unanswered=1&seconds=61: 呼出時間を5〜60秒で入力してください。",
        "kind=forward&target=0312345678&unanswered=1: 呼出時間を5〜60秒で入力してください。",
        "kind=forward&target=110&always=1: 転送先に登録できません。",
        "kind=forward&target=0120123456&always=1: 転送先に登録できません。",
        "kind=forward&target=12345678&always=1: 転送先は市外局番から入力してください。",
        "kind=forward&target=222009&always=1: 転送先の内線番号は、ご契約にありません。",
        "kind=forward&target=222000&always=1: 転送先に、自分の内線番号は指定できません。",
        "kind=reach&reachSeconds=20: 接続先1を入力してください。",
        "kind=reach&first=222001&reachSeconds=: 呼び出す時間は5〜60秒で入力してください。",
        "kind=reach&first=222001&second=22-2001&reachSeconds=20: 接続先1と接続先2が同じです。",
    ])
    func `DEVUSER-2 what cannot be is told at its field, stays typed, and changes nothing`(
        form: String
    ) async throws {
        let (fields, sentence) = (form.prefix { $0 != ":" }, form.drop { $0 != ":" }.dropFirst(2))
        let form = fields.split(separator: "&").map { field in
            (String(field.prefix { $0 != "=" }), String(field.drop { $0 != "=" }.dropFirst()))
        }
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        let page = await site.set(browser, form)
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.contains { $0.contains(sentence) }, "\(page.problems)")
        if let target = form.first(where: { $0.0 == "target" }) { #expect(page.value(of: "target") == target.1) }
        #expect(try site.absence() == nil)
    }

    @Test func `DEVUSER-2 NUM-5 060 with eleven digits is a destination as the operator says`() async throws {
        let form = [("kind", "forward"), ("target", "06012345678"), ("always", "1")]
        let usual = try await DeviceHouse()
        await usual.set(try await usual.signedIn(), form)
        #expect(try usual.absence() != nil)
        var policy = OrderingPolicy()
        policy.destinations.allowsMobile060 = false
        let strict = try await DeviceHouse(policy: policy)
        await strict.set(try await strict.signedIn(), form)
        #expect(try strict.absence() == nil)
    }

    @Test func `DEVUSER-2 a loop over others' settings and groups is refused`() async throws {
        let site = try await DeviceHouse()
        let second = try await site.signedIn("222001", from: "192.0.2.51")
        await site.set(second, [("kind", "forward"), ("target", "222002"), ("busy", "1")])
        let third = try await site.signedIn("222002", from: "192.0.2.52")
        await site.set(third, [("kind", "reach"), ("first", "222000"), ("reachSeconds", "20")])
        #expect(try site.absence("222001") != nil && site.absence("222002") != nil)
        let browser = try await site.signedIn()
        let page = await site.set(browser, [("kind", "forward"), ("target", "222001"), ("unreachable", "1")])
        #expect(
            page.problems == [
                "この設定では電話が元の内線番号に戻ってくるため、つながりません（222000 → 222001 → 222002 → 222000）。別の番号を入力してください。"
            ])
        #expect(try site.absence() == nil)
        // An outside number of the contract leads back in as well.
        try site.house.write { database in
            try database.run(
                """
                INSERT INTO smart_pbx_line
                    (number, code, is_in_emergency_area, extension_code, extension_site, extension_device)
                VALUES ('0312345678', ?1, TRUE, ?1, '22', '2001')
                """, SettingsHouse.code)
        }
        #expect(
            await site.set(browser, [("kind", "forward"), ("target", "0312345678"), ("always", "1")]).problems.count
                == 1)
        await site.set(browser, [("kind", "forward"), ("target", "0698765432"), ("always", "1")])
        #expect(try site.absence() != nil)
    }

    @Test func `DEVUSER-2 AUTH-13 what another browser has set meanwhile is shown before it is overwritten`()
        async throws
    {
        let site = try await DeviceHouse()
        let first = try await site.signedIn()
        let second = site.browser("192.0.2.51")
        await site.enter(second, "222000@N100000001", DeviceHouse.password)
        await first.get("/device/absence")
        await site.set(second, [("kind", "forward"), ("target", "0612345678"), ("always", "1")])
        let form = [("kind", "forward"), ("target", "0312345678"), ("always", "1")]
        let page = await first.post("/device/absence", form)
        #expect(page.status == .conflict && page.value(of: "target") == "0312345678")
        #expect(page.words.contains("いまの設定：06-1234-5678へ転送（無条件）") && page.words.contains("まだ設定されていません"))
        await first.post("/device/absence", form)
        #expect(first.page.location == "/device/absence")
        #expect(try site.absence() == .forward(to: .number(try #require(Self.tokyo)), .init(isAlways: true)))
        // Back to 未設定 is a change like any other.
        await first.get("/device/absence")
        await site.set(second, [("kind", "none")])
        #expect(
            await first.post("/device/absence", [("kind", "reach"), ("first", "222001"), ("reachSeconds", "9")]).status
                == .conflict)
    }

    @Test func `PBX-12 an order keeps 不在時動作 as it is`() async throws {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        await browser.get("/device/absence")
        try site.house.beginOrder()
        let page = await browser.post(
            "/device/absence", [("kind", "forward"), ("target", "0312345678"), ("always", "1")])
        #expect(page.status == .conflict && page.words.contains("工事が終わるまで、このご契約の設定は変更できません。"))
        #expect(!page.text.contains("設定する</button>") && !page.text.contains("/orders/"))
        #expect(try site.absence() == nil)
    }
}
