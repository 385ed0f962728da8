import Foundation
import Testing

/// What a change does to calls is seen before it is made, and what becomes of a call can be asked.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct CallsWalkTests {
    @Test(arguments: Browser.Manner.all)
    func `FWD-13 FWD-14 CALL-1 who clears a destination sees who hears busy, and stops the forwarding instead`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let walk = CallsWalk(site: site, browser: browser)
                try await browser.signInForTheFirstTime(at: site)
                try await walk.forwardAllAtOnce()
                try await walk.forwardInsideTheContract()
                try await walk.askAboutACall()
                try await walk.stopInsteadOfClearing()
                try await walk.callTheDemonstration()
                try await walk.startInAnEmergency()
            }
        }
    }
}

private struct CallsWalk {
    let site: SiteUnderTest
    let browser: Browser

    private static let first = "転送先電話番号（03-1234-0001）"
    private static let second = "転送先電話番号（03-1234-0002）"

    func forwardAllAtOnce() async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type("090-1111-2222", into: "まとめて設定する転送先電話番号")
        try await browser.press("内容を確認する")
        try await browser.look("58-check-many", h1: "変更の内容の確認")
        try await browser.press("この内容で設定する")
        try await browser.success()
        try await browser.words("4番号の転送先を変更しました")
        try await browser.press("元に戻す")
        try await browser.success()
    }

    func startInAnEmergency() async throws {
        try await browser.open(site.origin + "/now")
        try await browser.look("66-now", h1: "緊急の操作")
        try await browser.press("開始")
        try await browser.success()
        try await browser.look("67-now-on", h1: "緊急の操作")
    }

    func forwardInsideTheContract() async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type("03-1234-0002", into: Self.first)
        try await browser.type("090-1111-2222", into: Self.second)
        try await browser.press("設定")
        try await browser.look("60-check-inside", h1: "変更の内容の確認")
        try await browser.words("1番号の転送先が、ご契約の電話番号です")
        try await browser.press("この内容で設定する")
        try await browser.success()
        try await browser.look("61-list-chain", h1: "転送先電話番号の設定")
        try await browser.open(site.origin + "/bulk-forwarding/service")
        try await browser.press("開始")
        try await browser.success()
    }

    func askAboutACall() async throws {
        try await browser.open(site.origin + "/services")
        try await browser.follow("この電話はどうなる？")
        try await browser.look("62-calls", h1: "この電話はどうなる？")
        try await browser.choose("非通知の方")
        try await browser.press("確かめる")
        try await browser.words("この電話は、090-1111-2222へ転送されます。")
        try await browser.look("63-calls-answer", h1: "この電話はどうなる？")
    }

    func stopInsteadOfClearing() async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type("", into: Self.second)
        try await browser.press("設定")
        try await browser.look("64-check-busy", h1: "変更の内容の確認")
        try await browser.words("すべての番号が話中になります")
        try await browser.press("変更しないで一括転送を停止する")
        try await browser.success()
        try await browser.words("一括転送は停止しています")
    }

    func callTheDemonstration() async throws {
        try await browser.open(site.origin + "/demo/call")
        try await browser.press("電話をかける")
        try await browser.words("呼び出し音")
        try await browser.look("65-demo-call", h1: "デモの電話番号へかける")
    }
}
