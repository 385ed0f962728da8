import Foundation
import TestPrograms
import Testing

/// The pages of 故障・回復通知; each step looks at every page it meets.
extension Walk {
    func faultNotificationRefused() async throws {
        try await browser.open(site.origin + "/fault-notification")
        try await browser.words("停止中")
        try await browser.look("40-line-stopped", h1: "故障・回復通知")
        try await browser.open(site.origin + "/fault-notification/service")
        try await browser.choose("開始")
        try await browser.press("設定")
        try await browser.words("入力内容に問題があります")
        try await browser.look("41-service-refused", h1: "故障・回復通知 サービス開始／停止")
    }

    func faultNotificationSettings() async throws {
        try await browser.follow("送信メール内容設定")
        try await browser.type("ひかり商事", into: "契約者名")
        try await browser.type("本社ビル3階", into: "拠点情報")
        try await browser.look("42-mail", h1: "送信メール内容設定")
        try await browser.press("設定")
        try await browser.success()
        try await browser.follow("送信先メールアドレス設定")
        try await browser.type("keiri＠", into: "メールアドレス1")
        try await browser.press("送信テスト")
        try await browser.look("43-addresses-refused", h1: "送信先メールアドレス設定")
        try await browser.type("keiri@example.jp", into: "メールアドレス1")
        try await browser.choose("送信（送信先1）")
        try await browser.press("送信テスト")
        try await browser.words("keiri@example.jp に届いたことを確認してください。")
        try await browser.look("44-addresses", h1: "送信先メールアドレス設定")
        try await browser.press("設定")
        try await browser.success()
        try await browser.lookWithTheKeyboard("addresses")
        try await browser.follow("一括転送自動開始・自動停止設定")
        try await browser.look("45-automatic", h1: "一括転送自動開始・自動停止設定")
        try await automatic()
    }

    /// 開始 in both.
    private func automatic() async throws {
        for name in ["start", "stop"] {
            let radio = try await browser.driver.elements(xpath: "//input[@name = '\(name)' and @value = 'on']")
            try await browser.driver.click(try #require(radio.first))
        }
        try await browser.press("設定")
        try await browser.success()
    }

    func faultNotificationStart() async throws {
        try await browser.follow("サービス開始／停止")
        try await browser.choose("開始")
        try await browser.press("設定")
        try await browser.success()
        try await browser.look("46-service", h1: "故障・回復通知 サービス開始／停止")
        try await wait(for: "正常")
        try await browser.look("47-line-normal", h1: "故障・回復通知")
    }

    /// The plug is pulled: mail, forwarding and banner follow, and go when it is put in again.
    func faultAndRecovery() async throws {
        try await browser.open(site.origin + "/demo")
        try await browser.look("48-plugs", h1: "デモの電話機")
        try await browser.press("プラグを抜く（03-1234-0005）")
        try await browser.success()
        try await wait(for: "故障")
        try await browser.words("一括転送中です。")
        try await browser.look("49-line-faulty", h1: "故障・回復通知")
        try await browser.mail("着信異常検知のお知らせ", at: site)
        try await browser.open(site.origin + "/demo")
        try await browser.press("プラグを差す（03-1234-0005）")
        try await wait(for: "正常")
        #expect(try await !browser.allWords().contains("一括転送中です。"))
        try await browser.look("50-line-recovered", h1: "故障・回復通知")
        try await browser.mail("着信回復検知のお知らせ", at: site)
    }

    /// Opens the line's page until it says so.
    private func wait(for words: String) async throws {
        try await waitForOthers(
            until: {
                try await browser.open(site.origin + "/fault-notification")
                let state = try await browser.driver.elements(xpath: "//*[@class = 'now-words']//span")
                guard let state = state.first else { return false }
                return try await browser.driver.text(of: state) == words
            }, otherwise: "the line did not become \(words)")
    }
}

@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct FaultNotificationWalkTests {
    @Test(arguments: Browser.Manner.all)
    func `a line that dies and comes back, as its people see it`(manner: Browser.Manner) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let walk = Walk(site: site, browser: browser)
                try await browser.open(site.origin + "/login")
                try await walk.signInWithTheTemporaryPassword()
                try await walk.chooseAPassword()
                try await walk.useNoOneTimePasswords()
                try await walk.setOneDestination()
                try await walk.faultNotificationRefused()
                try await walk.faultNotificationSettings()
                try await walk.faultNotificationStart()
                try await walk.faultAndRecovery()
            }
        }
    }
}

extension Walk {
    fileprivate func setOneDestination() async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type("09012345678", into: "転送先電話番号（03-1234-0001）")
        try await browser.press("設定")
        try await browser.success()
    }
}
