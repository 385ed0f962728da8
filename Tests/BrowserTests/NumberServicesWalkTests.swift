import Foundation
import Testing

/// ボイスワープ, 着信お知らせメール and FAXお知らせメール of one number, from 入力 over 確認 to 完了.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct NumberServicesWalkTests {
    @Test(arguments: Browser.Manner.all)
    func `WARP-1, WARP-2, WARP-3 a number gets a destination, forwards what nobody answers, and asks who calls`(
        manner: Browser.Manner
    ) async throws {
        try await walk(manner) { walk in
            try await walk.destinations()
            try await walk.service()
            try await walk.select()
        }
    }

    @Test(arguments: Browser.Manner.all)
    func `CALLMAIL-1, FAX-1 a number has its calls and faxes told of, and its list of faxes is there`(
        manner: Browser.Manner
    ) async throws {
        try await walk(manner) { walk in
            try await walk.incomingCallMail()
            try await walk.faxMail()
        }
    }

    private func walk(_ manner: Browser.Manner, _ body: (NumberServicesWalk) async throws -> Void) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                try await browser.signInForTheFirstTime(at: site)
                try await body(NumberServicesWalk(site: site, browser: browser))
            }
        }
    }
}

private struct NumberServicesWalk {
    let site: SiteUnderTest
    let browser: Browser

    private static let number = "?number=0312340002"

    private func open(_ path: String) async throws { try await browser.open(site.origin + path + Self.number) }

    func destinations() async throws {
        try await browser.open(site.origin + "/services")
        try await browser.follow("ボイスワープの電話番号")
        try await browser.look("70-warp-numbers", h1: "ボイスワープ")
        try await open("/voice-warp")
        try await browser.look("71-warp-number", h1: "ボイスワープの設定")
        try await open("/voice-warp/destinations")
        try await browser.type("0120444444", into: "転送先電話番号1")
        try await browser.press("次へ")
        try await browser.look("72-warp-destinations-refused", h1: "ボイスワープ 転送先電話番号設定")
        try await browser.type("090-1111-2222", into: "転送先電話番号1")
        try await browser.press("次へ")
        try await browser.words("まだ設定していません")
        try await browser.look("73-warp-destinations-check", h1: "ボイスワープ 転送先電話番号設定の確認")
        try await browser.press("変更（入力した内容）")
        try await browser.type("携帯電話", into: "名前（転送先1）")
        try await browser.press("次へ")
        try await browser.words("090-1111-2222（携帯電話）")
        try await browser.press("設定")
        try await browser.success()
    }

    func service() async throws {
        try await open("/voice-warp/service")
        try await choose("mode", "noAnswer")
        try await browser.look("74-warp-service", h1: "ボイスワープ 開始／停止設定")
        try await browser.press("次へ")
        try await browser.words("電話機で鳴ります。ボイスワープのため、15秒応答がないときは、090-1111-2222へ転送されます。")
        try await browser.look("75-warp-service-check", h1: "ボイスワープ 開始／停止設定の確認")
        try await browser.press("設定")
        try await browser.words("ボイスワープを開始しました")
    }

    func select() async throws {
        try await open("/voice-warp/list")
        try await browser.type("06-1234-5678", into: "リストに登録する電話番号")
        try await browser.look("76-warp-list", h1: "セレクト機能 リスト設定")
        try await browser.press("次へ")
        try await browser.press("設定")
        try await browser.success()
        try await open("/voice-warp/select")
        try await choose("select", "ringListed")
        try await browser.look("77-warp-select", h1: "セレクト機能 開始／停止設定")
        try await browser.press("次へ")
        try await browser.words("リストに登録した番号からの電話")
        try await browser.press("設定")
        try await browser.success()
        try await browser.look("78-warp-state", h1: "ボイスワープの設定")
    }

    func incomingCallMail() async throws {
        try await open("/incoming-call-mail/addresses")
        try await browser.type("keiri@example.jp", into: "送信先メールアドレス1")
        try await browser.press("送信テスト（1）")
        try await browser.look("80-mail-tested", h1: "着信お知らせメール 送信先メールアドレス設定")
        try await browser.press("次へ")
        try await browser.press("設定")
        try await browser.success()
        try await open("/incoming-call-mail/service")
        try await choose("service", "on")
        try await browser.look("81-mail-service", h1: "着信お知らせメール サービス開始／停止")
        try await browser.press("次へ")
        try await browser.look("82-mail-service-check", h1: "着信お知らせメール サービス開始／停止の確認")
        try await browser.press("設定")
        try await browser.words("着信お知らせメールを開始しました")
        try await open("/incoming-call-mail/list")
        try await browser.look("83-mail-list", h1: "お知らせ対象電話番号設定")
        try await open("/incoming-call-mail/conditions")
        try await browser.look("84-mail-conditions", h1: "メール送信条件設定")
    }

    func faxMail() async throws {
        try await open("/fax-mail/addresses")
        try await browser.look("85-fax-addresses", h1: "FAXお知らせメール 送信先メールアドレス設定")
        try await open("/fax-mail/service")
        try await choose("service", "on")
        try await browser.press("次へ")
        try await browser.look("86-fax-refused", h1: "FAXお知らせメール サービス開始／停止")
        try await browser.follow("受信FAX内容確認")
        try await browser.words("受信したFAXはありません。")
        try await browser.look("87-fax-received", h1: "受信FAX内容確認")
        try await open("/fax-mail")
        try await browser.look("88-fax-state", h1: "FAXお知らせメールの設定")
    }

    private func choose(_ name: String, _ value: String) async throws {
        let radio = try await browser.driver.elements(xpath: "//input[@name = '\(name)' and @value = '\(value)']")
        try await browser.driver.click(try #require(radio.first))
    }
}
