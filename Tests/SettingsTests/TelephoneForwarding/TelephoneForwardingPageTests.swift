@testable import Accounts
import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// 電話での開始／停止: the telephones and the PIN on the site (FWD-12).
@Suite struct TelephoneForwardingPageTests {
    let telephone: TelephoneSite
    private var browser: TestBrowser { telephone.browser }

    init() async throws { telephone = try await TelephoneSite() }

    private func stored() throws -> StoredTelephonePIN? {
        try telephone.site.services.database.read { try TelephonePINStore.find(1, $0) }
    }

    @Test func `FWD-12 telephones and a PIN are entered, checked with the password, and set`() async throws {
        let check = await telephone.enter(callers: "０９０－１２３４－５６７８\n03-1234-0002\n")
        #expect(check.status == .ok && check.heading.contains("確認"))
        #expect(check.words.contains("090-1234-5678") && check.words.contains("まだ設定していません"))
        #expect(!check.text.contains("739164"))
        #expect(try stored() == nil)
        let done = await telephone.confirm()
        #expect(done.status == .seeOther && done.location == "/bulk-forwarding/telephone")
        let page = await browser.get("/bulk-forwarding/telephone")
        #expect(page.words.contains("03-6304-4747") && page.words.contains("090-1234-5678"))
        #expect(!page.text.contains("739164"))
        let pin = try #require(try stored())
        #expect(pin.callers.map(\.digits) == ["03-1234-0002", "090-1234-5678"].map { $0.replacing("-", with: "") })
        #expect(try pin.hash.matches("739164"))
        #expect(try telephone.site.auditEvents().suffix(2) == ["telephone-pin.callers", "telephone-pin.changed"])
        let mail = try #require(try telephone.mails().last)
        #expect(mail.kind == "security.telephone-pin-changed")
        #expect(mail.body.contains("090-1234-5678") && !mail.body.contains("739164"))
        let history = await browser.get("/history")
        #expect(history.words.contains("電話で操作できる電話番号の登録") && history.words.contains("電話で操作するための暗証番号の設定"))
        #expect(history.words.contains("03-1234-0002、090-1234-5678"))
    }

    @Test(arguments: [
        ("", "739164", "操作する電話の電話番号を入力してください。"),
        ("090123", "739164", "1行目の「090123」は電話番号として読めません"),
        ("0901234567", "739164", "090で始まる電話番号（"),
        ("03-1234-0005", "739164", "03-1234-0005は監視用電話番号のため登録できません。"),
        ("0120-123-456", "739164", "かけてくる電話の番号ではないため登録できません。"),
        ("09012345678\n090-1234-5678", "739164", "同じものがすでにあります。"),
        ("09012345678", "", "暗証番号を入力してください。"),
        ("09012345678", "12345", "暗証番号は6桁以上8桁以内で入力してください（現在5桁）。"),
        ("09012345678", "345678", "電話番号の終わりの部分と同じ数字"),
        ("09012345678", "12340002", "電話番号の終わりの部分と同じ数字"),
        ("09012345678", "111179", "同じ数字を4つ以上続けて"),
    ])
    func `FWD-12 what is wrong is said beside its field, and nothing is set`(
        callers: String, pin: String, sentence: String
    ) async throws {
        let page = await telephone.enter(callers: callers, pin: pin)
        #expect(page.problems.contains { $0.contains(sentence) }, "\(page.problems)")
        #expect(pin.isEmpty || !page.text.contains("\"\(pin)\""))
        #expect(try stored() == nil)
    }

    @Test func `FWD-12 eleven telephones are too many, and a repetition must be the same`() async throws {
        let many = (0...10).map { "090123456\(10 + $0)" }.joined(separator: "\n")
        #expect(await telephone.enter(callers: many).problems == ["登録できる電話番号は10件までです（いま11件）。"])
        let different = await telephone.enter(again: "739165")
        #expect(different.problems == ["暗証番号（確認）が暗証番号と違います。同じ数字をもう一度入力してください。"])
    }

    @Test func `FWD-12 a wrong password sets nothing, counts as a miss, and may be entered again`() async throws {
        await telephone.enter()
        let again = await telephone.confirm(password: "wrong7days")
        #expect(again.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        #expect(try stored() == nil)
        #expect(try telephone.site.auditEvents().last == "password.current-wrong")
        #expect(await telephone.confirm().status == .seeOther)
        #expect(try stored()?.hash.matches("739164") == true)
    }

    @Test func `FWD-12 the numbers change without the PIN, and the PIN without the numbers`() async throws {
        await telephone.register()
        await telephone.enter(callers: "08011112222", pin: "")
        #expect(browser.page.words.contains("変更なし"))
        await telephone.confirm()
        #expect(try stored()?.callers.map(\.digits) == ["08011112222"])
        #expect(try stored()?.hash.matches("739164") == true)
        await telephone.enter(callers: "08011112222", pin: "482915")
        await telephone.confirm()
        #expect(try stored()?.hash.matches("482915") == true)
        await telephone.enter(callers: "08011112222", pin: "")
        await telephone.confirm()
        #expect(await browser.get("/bulk-forwarding/telephone").words.contains("いまの設定と同じです"))
        #expect(try stored()?.version == 3)
    }

    @Test func `FWD-12 AUTH-13 a change that somebody else was quicker with is shown, and overwrites nothing`()
        async throws
    {
        await telephone.register()
        await telephone.enter(callers: "08011112222", pin: "482915")
        let page = browser.page
        let other = try await telephone.another()
        await other.get("/bulk-forwarding/telephone/removal")
        await other.post("/bulk-forwarding/telephone/removal", [("currentPassword", "hikari7days")])
        #expect(try stored() == nil)
        let form = ["callers", "sealed", "version"].map { ($0, page.value(of: $0) ?? "") }
        let conflict = await browser.post(
            "/bulk-forwarding/telephone/confirmation", form + [("currentPassword", "hikari7days")])
        #expect(conflict.status == .conflict)
        #expect(conflict.words.contains("登録なし") && conflict.words.contains("080-1111-2222"))
        #expect(!conflict.text.contains("482915"))
        #expect(try stored() == nil)
    }

    @Test func `FWD-12 what one session has entered no other session can set, nor what nobody has`() async throws {
        await telephone.enter()
        let sealed = browser.page.value(of: "sealed") ?? ""
        let other = try await telephone.another()
        await other.get("/bulk-forwarding/telephone")
        for text in [sealed, "AAAA", String(repeating: "A", count: 500)] {
            let page = await other.post(
                "/bulk-forwarding/telephone/confirmation",
                [("callers", "09012345678"), ("sealed", text), ("currentPassword", "hikari7days")])
            #expect(page.problems == ["暗証番号を、もう一度入力してください。"])
        }
        #expect(try stored() == nil)
    }

    @Test func `FWD-12 a PIN that misses have voided is told by mail and on the page, and a new one serves`()
        async throws
    {
        await telephone.register()
        for _ in 1...4 { _ = try await telephone.call("739165#739146#739614#") }
        let mail = try #require(try telephone.mails().last)
        #expect(mail.kind == "security.telephone-pin-voided")
        #expect(mail.body.contains("10回") && mail.body.contains("■操作元：電話（090-1234-5678）"))
        #expect(await browser.get("/bulk-forwarding/telephone").words.contains("暗証番号は無効です"))
        let history = await browser.get("/history")
        #expect(history.words.contains("電話での暗証番号の入力間違い") && history.words.contains("090-1234-5678"))
        #expect(await telephone.enter(pin: "").problems.first == "暗証番号を入力してください。")
        await telephone.enter(pin: "482915")
        await telephone.confirm()
        #expect(try stored()?.voidedAt == nil)
    }

    @Test func `FWD-12 everything is taken away with the password, and no telephone acts any more`() async throws {
        await telephone.register()
        let page = await browser.get("/bulk-forwarding/telephone/removal")
        #expect(page.words.contains("090-1234-5678"))
        let wrong = await browser.post("/bulk-forwarding/telephone/removal", [("currentPassword", "wrong7days")])
        #expect(wrong.problems.count == 1)
        #expect(try stored() != nil)
        let done = await browser.post("/bulk-forwarding/telephone/removal", [("currentPassword", "hikari7days")])
        #expect(done.status == .seeOther)
        #expect(try stored() == nil)
        #expect(try telephone.mails().last?.kind == "security.telephone-pin-removed")
        let heard = try await telephone.call("739164#").heard
        #expect(heard.last?.hasPrefix("入力された番号が正しくありません") == true)
    }
}
