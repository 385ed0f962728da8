import Foundation
import HTTP
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

@Suite struct FaultNotificationPageTests {
    private let path = "/fault-notification"

    private func save(
        _ page: String, _ form: [(String, String)], version: String? = nil, in browser: TestBrowser
    ) async -> TestPage {
        let shown = await browser.get(page)
        return await browser.post(page, form + [("version", version ?? shown.value(of: "version") ?? "0")])
    }

    @Test func `AUTH-3 the service is for the line with the service; everybody else has no entry and gets 403`()
        async throws
    {
        let watched = try WatchedSite()
        try watched.site.addContract(
            "0312340001", ["0312340002"], unit: .administratorAndUser, monitor: "0312340002",
            services: ["faultNotification"])
        try watched.site.addContract("0399990001")
        let administrator = try await watched.site.signedIn("0312340001")
        #expect(await administrator.get("/services").text.contains("href=\"/fault-notification\""))
        for page in ["", "/mail", "/addresses", "/automatic", "/service"] {
            #expect(await administrator.get(path + page).status == .ok)
            for number in ["0312340002", "0399990001"] {
                let other = try await watched.site.signedIn(number)
                #expect(await other.get(path + page).status == .forbidden)
                #expect(await !other.get("/services").text.contains("/fault-notification"))
            }
        }
    }

    @Test
    func `FAULT-5 names as long as the rule has it are taken, longer ones are not, and half-width kana are widened`()
        async throws
    {
        let watched = try WatchedSite()
        try watched.addContract(isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        let (name, site) = (
            String(repeating: "あ", count: FaultNotification.Name.customer.limit),
            String(repeating: "店", count: FaultNotification.Name.site.limit)
        )
        let refused = await save(
            path + "/mail", [("customerName", name + "い"), ("placeName", site + "舗\u{7}")], in: browser)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.problems.count == 2)
        #expect(refused.problems[0] == "契約者名は\(name.count)文字以内で入力してください（現在\(name.count + 1)文字）。")
        #expect(refused.value(of: "customerName") == name + "い")
        #expect(
            await save(path + "/mail", [("customerName", "ﾋｶﾘ商事"), ("placeName", site)], in: browser).status
                == .seeOther)
        let shown = await browser.get(path + "/mail")
        #expect(shown.value(of: "customerName") == "ヒカリ商事")
        #expect(shown.value(of: "placeName") == site)
    }

    @Test func `security 40, 61 a name is neither markup nor template, on pages and in mails`() async throws {
        let watched = try WatchedSite()
        try watched.addContract(isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        let (typed, escaped) = ("<\"'&>{{x}}", "&lt;&quot;&#39;&amp;&gt;{{x}}")
        let names = [("customerName", typed), ("placeName", typed)]
        #expect(await save(path + "/mail", names, in: browser).status == .seeOther)
        for page in [path + "/mail", "/history"] {
            let text = await browser.get(page).text
            #expect(text.contains(escaped) && !text.contains(typed), "\(page)")
        }
        let form = [("address-1", "keiri@example.jp"), ("send-1", "1"), ("test", "1")]
        _ = await save(path + "/addresses", form, in: browser)
        let mail = try #require(try watched.mails("fault-notification.test").first)
        #expect(mail.body.contains("\n\(typed) 様\n"))
        let line = await save(path + "/mail", [("customerName", "a\u{2028}b"), ("placeName", "")], in: browser)
        #expect(line.status == .unprocessableContent)
    }

    @Test func `FAULT-4 start needs a ticked address, and the last one stays while anything is on`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract(address: nil, isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        for (page, form) in [
            ("/service", [("service", "on")]), ("/automatic", [("start", "on"), ("stop", "off")]),
            ("/automatic", [("start", "off"), ("stop", "on")]),
        ] {
            let refused = await save(path + page, form, in: browser)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.problems.first?.contains("送信にチェックを入れたメールアドレス") == true)
        }
        let addresses = path + "/addresses"
        #expect(
            await save(addresses, [("address-1", "keiri@example.jp"), ("hours-1", "7")], in: browser).status
                == .seeOther)
        #expect(await save(path + "/service", [("service", "on")], in: browser).status == .unprocessableContent)
        let ticked = [("address-1", "keiri@example.jp"), ("send-1", "1"), ("hours-1", "1")]
        #expect(await save(addresses, ticked, in: browser).status == .seeOther)
        let done = await browser.get(addresses)
        #expect(done.text.contains("夜間と深夜・早朝に受信する送信先がありません"))
        #expect(await save(path + "/service", [("service", "on")], in: browser).status == .seeOther)
        #expect(try watched.state(contract) == LineState())
        for form in [[("address-1", "")], [("address-1", "keiri@example.jp")]] {
            let refused = await save(addresses, form, in: browser)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.problems.first?.contains("故障・回復通知のサービスが「開始」になっている間は") == true)
        }
        #expect(await save(path + "/service", [("service", "off")], in: browser).status == .seeOther)
        #expect(await save(addresses, [("address-1", "")], in: browser).status == .seeOther)
        #expect(try watched.state(contract) == nil)
    }

    @Test func `FAULT-4 every wrong address is named, twice the same and a tick without one too`() async throws {
        let watched = try WatchedSite()
        try watched.addContract(isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        let refused = await save(
            path + "/addresses",
            [
                ("address-1", "a@example.jp"), ("address-2", "a＠example.jp"), ("address-3", "@example.jp"),
                ("send-20", "1"),
            ], in: browser)
        #expect(refused.status == .unprocessableContent)
        #expect(
            refused.problems == [
                "送信先メールアドレス2は、送信先メールアドレス1と同じです。どちらかを消すか、別のメールアドレスを入力してください。",
                "送信先メールアドレス3は「@」で始められません。「@」の前も入力してください。", "送信先メールアドレス20を入力してください。",
            ])
        // What is wrong is not folded away.
        #expect(!refused.text.contains("<details"))
        #expect(refused.value(of: "address-3") == "@example.jp")
    }

    @Test func `FAULT-4 送信テスト sends to the address as typed, keeps what was typed, and is bounded`() async throws {
        let watched = try WatchedSite()
        try watched.addContract(address: nil, isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        let form = [("address-2", "new@example.jp"), ("send-2", "1"), ("test", "2")]
        let page = await save(path + "/addresses", form, in: browser)
        #expect(page.status == .ok)
        #expect(page.text.contains("new@example.jp に届いたことを確認してください。"))
        #expect(page.value(of: "address-2") == "new@example.jp")
        let mail = try #require(try watched.mails("fault-notification.test").first)
        #expect(mail.recipient.text == "new@example.jp")
        #expect(mail.body.contains("故障を検知したものではありません"))
        #expect(await save(path + "/addresses", [("test", "3")], in: browser).status == .unprocessableContent)
        for _ in 2...FaultNotification.testMailLimit { _ = await save(path + "/addresses", form, in: browser) }
        let refused = await save(path + "/addresses", form, in: browser)
        #expect(refused.status == .unprocessableContent)
        #expect(try watched.mails("fault-notification.test").count == FaultNotification.testMailLimit)
        watched.site.clock.advance(.minutes(FaultNotification.testMailMinutes - 1))
        #expect(await save(path + "/addresses", form, in: browser).status == .unprocessableContent)
        watched.site.clock.advance(.minutes(1))
        let later = try await watched.site.signedIn("0312340001")
        #expect(await save(path + "/addresses", form, in: later).status == .ok)
    }

    @Test func `FAULT-2 without a monitor number the service does not start`() async throws {
        let watched = try WatchedSite()
        try watched.addContract(monitor: nil, isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        let refused = await save(path + "/service", [("service", "on")], in: browser)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.problems == ["監視用電話番号が登録されていないため、開始できません。ご契約の窓口へ監視用電話番号の登録をご依頼ください。"])
    }

    @Test func `AUTH-13 saving over a newer change is answered with 409 and both, on every form`() async throws {
        let watched = try WatchedSite()
        try watched.addContract(isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        let forms = [
            ("/mail", [("customerName", "甲")], [("customerName", "乙")]),
            (
                "/addresses", [("address-1", "a@example.jp"), ("send-1", "1")],
                [("address-1", "b@example.jp"), ("send-1", "1")]
            ),
            ("/automatic", [("start", "on"), ("stop", "off")], [("start", "off"), ("stop", "on")]),
        ]
        for (page, first, second) in forms {
            let shown = await browser.get(path + page)
            let version = try #require(shown.value(of: "version"))
            #expect(await save(path + page, first, version: version, in: browser).status == .seeOther)
            // The same once more, as after a double click, is no conflict.
            #expect(await save(path + page, first, version: version, in: browser).status == .seeOther)
            let conflict = await save(path + page, second, version: version, in: browser)
            #expect(conflict.status == .conflict)
            #expect(conflict.heading == "先に設定が変更されています")
            let newer = try #require(conflict.value(of: "version"))
            let kept = conflict.choices.map { ($0, "stored") }
            #expect(!kept.isEmpty)
            #expect(await save(path + page, second + kept, version: newer, in: browser).status == .seeOther)
            #expect(await browser.get(path + page).text.contains("設定は変更していません"))
            #expect(await save(path + page, second, version: newer, in: browser).status == .seeOther)
        }
        _ = await save(path + "/service", [("service", "on")], version: "0", in: browser)
        let conflict = await save(path + "/service", [("service", "off")], version: "0", in: browser)
        #expect(conflict.status == .conflict)
        #expect(conflict.heading == "先に設定が変更されています")
    }

    @Test func `AUTH-13 of a form that somebody else was quicker with, each setting is chosen on its own`()
        async throws
    {
        let watched = try WatchedSite()
        try watched.addContract(isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        _ = await save(path + "/mail", [("customerName", "甲"), ("placeName", "本社")], version: "0", in: browser)
        let conflict = await save(
            path + "/mail", [("customerName", "乙"), ("placeName", "支社")], version: "0", in: browser)
        for words in ["契約者名", "甲", "乙", "拠点情報", "本社", "支社", "03-1234-0001でログインした方"] {
            #expect(conflict.text.contains(words), "\(words)")
        }
        #expect(conflict.choices == ["choice-customerName", "choice-placeName"])
        let form = [
            ("customerName", "乙"), ("placeName", "支社"), ("choice-customerName", "stored"),
            ("choice-placeName", "typed"),
        ]
        #expect(await save(path + "/mail", form, version: "1", in: browser).status == .seeOther)
        let shown = await browser.get(path + "/mail")
        #expect(shown.value(of: "customerName") == "甲")
        #expect(shown.value(of: "placeName") == "支社")
    }

    @Test func `AUTH-12 every change is in 操作履歴, in words`() async throws {
        let watched = try WatchedSite()
        try watched.addContract(address: nil, isOn: false)
        let browser = try await watched.site.signedIn("0312340001")
        _ = await save(path + "/mail", [("customerName", "甲"), ("placeName", "本社")], in: browser)
        _ = await save(
            path + "/addresses", [("address-1", "a@example.jp"), ("send-1", "1"), ("hours-1", "3")], in: browser)
        _ = await save(path + "/automatic", [("start", "on"), ("stop", "on")], in: browser)
        _ = await save(path + "/service", [("service", "on")], in: browser)
        let history = await browser.get("/history").text
        for words in [
            "送信メール内容設定", "拠点情報", "送信先メールアドレス設定", "a@example.jp（送信する、昼間と夜間）", "一括転送自動開始設定", "一括転送自動停止設定",
            "故障・回復通知のサービス開始／停止",
        ] { #expect(history.contains(words), "\(words)") }
    }
}

extension TestPage {
    /// The controls of a conflict page that say which of both shall be.
    fileprivate var choices: [String] {
        text.matches(of: #/name="(choice[^"]*)" value="stored"/#).map { String($0.output.1) }
    }
}
