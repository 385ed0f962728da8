import Accounts
import HTTP
import SQLite
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

@Suite struct HelpPageTests {
    private static let guideNotes: [String] = [
        // Temporary passwords.
        "通話料は有料です", "ご契約の料金プランの通話料", "ご契約の回線からかけてください", "データコネクトでの発信も、つながりません", "プッシュ信号を送れる電話機が必要です",
        "停電や故障の間は、ご契約の電話も使えないことがあり、仮パスワードを設定できません", "事業所の外でも受け取れるメールアドレス",
        // Passwords and units.
        "推測しにくいパスワード", "定期的に変更", "画面を閉じても戻りません", "自動的にログアウト", "お客様電話番号", "ご注文内容のお知らせ", "ブラウザーを閉じて", "TLSで暗号化",
        "管理者は、すべての電話番号のパスワードを設定できます",
        // Forwarding.
        "その次の転送になるときは、かけた方に話中音", "ほかの電話会社の回線を経由", "ご契約のチャネル数まで", "ボイスワープ", "ナンバー・リクエスト",
        "迷惑電話おことわりサービス", "複数チャネル", "代わって転送を停止する", "かけてこられた方にも迷惑", "できない電話番号",
        // Fault notification.
        "WAN側ポート", "その番号にかけ直すと、話中音", "受話器を取っても、料金はかかりません", "正しく検知できないことがあります", "通話に使わないで",
        "送信テスト", "届くまでに時間がかかる", "手動で開始・停止できます", "追加番号のどちらでも",
        // Services of single numbers.
        "無応答時転送", "話中時転送", "登録番号着信", "一括転送を停止すると、また働きます", "件までのメールアドレスへお知らせします", "発信者の電話番号は、件名には書かれません",
        "PDFまたはTIFF", "超えたときは、古いものから削除されます",
        // Files, surroundings.
        "\"転送元電話番号\",\"転送先電話番号\"", "\"電話番号\",\"新しいパスワード\"", "\"電話番号\",\"パスワード\"", "改行はCR+LF", "ファイル名は自由です",
        "ファイルを書き換えると、間違いがありません",
        "パケット通信料", "TLS 1.2", "別にご契約が必要",
    ]

    @Test func `Help says every note of the guides, to strangers and to who is signed in, and nothing of anybody`()
        async throws
    {
        let site = try TestSite()
        try site.addContract("0312340001")
        for browser in [site.browser(), try await site.signedIn("0312340001")] {
            let page = await browser.get("/help")
            #expect(page.status == .ok && page.heading == "ヘルプ")
            for note in Self.guideNotes {
                #expect(page.text.replacing("&quot;", with: "\"").contains(note), "\(note) is not in ヘルプ")
            }
            #expect(!page.text.contains("株式会社ひかり商事"))
        }
    }

    @Test func `Help is linked from every page, and help leads back`() async throws {
        let site = try TestSite()
        try site.addContract("0312340001")
        for path in ["/", "/login", "/help", "/nowhere"] {
            #expect(await site.browser().get(path).text.contains("href=\"/help\""), "\(path)")
        }
        let browser = try await site.signedIn("0312340001")
        for path in ["/services", "/bulk-forwarding", "/history"] {
            #expect(await browser.get(path).text.contains("href=\"/help\""), "\(path)")
        }
        #expect(await site.browser().get("/help").text.contains("<li><a href=\"/\""))
        #expect(await browser.get("/help").text.contains("<li><a href=\"/services\""))
    }

    @Test func `FWD-8 who is signed in reads Help under the head of all their pages`() async throws {
        let site = try TestSite()
        let contract = try site.addContract("0312340001")
        let browser = try await site.signedIn("0312340001")
        try site.services.database.writeAndWait { database in
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (?1, 1, 1, 0, 'operator')",
                contract)
        }
        let page = await browser.get("/help")
        #expect(page.text.contains("action=\"/logout\"") && page.text.contains("一括転送中です"))
        #expect(await !site.browser().get("/help").text.contains("/logout"))
        site.clock.advance(.hours(1))
        let late = await browser.get("/help")
        #expect(late.status == .ok && !late.text.contains("/logout"))
    }

    @Test func `Help says what the operator has set`() async throws {
        let site = try TestSite(policy: { policy in
            policy.settings.accounts.passwordAge.lifetimeDays = 0
            policy.settings.destinations.allowsMobile060 = false
            policy.settings.monitor.interval = .seconds(300)
        })
        let page = await site.browser().get("/help")
        #expect(!page.text.contains("有効期間は") && page.text.contains("5分ごとに試験呼"))
        #expect(page.text.contains("050・070・080・090"))
    }

    @Test func `Who lets only some mails in is told from where they come, on every page that waits for one`()
        async throws
    {
        let site = try TestSite(policy: { $0.site.mailAddress = "hikari@mail.example.jp" })
        try site.addContract("0312340001", monitor: "0312340001", services: ["bulkForwarding", "faultNotification"])
        let browser = try await site.signedIn("0312340001")
        for path in ["/help", "/fault-notification/addresses", "/one-time-password/registration"] {
            let page = await browser.get(path)
            #expect(page.text.contains(">hikari@mail.example.jp</strong>から届きます"), "\(path)")
            #expect(page.text.contains(">mail.example.jp</strong>"), "\(path)")
        }
        // A site that has no address of its own claims none.
        #expect(await !(try TestSite().browser().get("/help")).text.contains("から届きます"))
    }

    @Test func `The notes of a service stand on the page that starts it`() async throws {
        let site = try TestSite()
        try site.addContract(
            "0312340001", ["0312340002"], monitor: "0312340002", services: ["bulkForwarding", "faultNotification"])
        let browser = try await site.signedIn("0312340001")
        let forwarding = await browser.get("/bulk-forwarding/service")
        for note in ["\(Calls.mostForwardings)回まで", "ほかの電話会社", "ナンバー・リクエスト"] {
            #expect(forwarding.text.contains(note))
        }
        let fault = await browser.get("/fault-notification/service")
        for note in ["WAN側ポート", "正しく検知できないこと", "料金はかかりません"] { #expect(fault.text.contains(note)) }
    }

    @Test func `A refusal blames the number only together with what the contract has`() async throws {
        let site = try TestSite()
        try site.addContract("0312340001", services: [])
        let page = try await site.signedIn("0312340001").get("/bulk-forwarding")
        #expect(page.status == .forbidden && page.text.contains("ご契約のサービスでは利用できない"))
    }
}
