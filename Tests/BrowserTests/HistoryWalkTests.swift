import Foundation
import Testing

/// What was done and where one is signed in; and what two people meet who change the same setting at once.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct HistoryWalkTests {
    @Test(arguments: Browser.Manner.all)
    func `AUTH-12 AUTH-13 what was done can be searched, sign-ins can be ended, and both of two values are shown`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let walk = HistoryWalk(site: site, browser: browser)
                try await browser.signInForTheFirstTime(at: site)
                try await Browser.use(Browser.Manner(width: 1280, hasScript: true)) { other in
                    let elsewhere = HistoryWalk(site: site, browser: other)
                    try await elsewhere.signIn()
                    try await walk.openTheList()
                    try await elsewhere.save("0612345678")
                    try await walk.meetTheConflict()
                }
                try await walk.endTheOtherSignIn()
                try await walk.readTheHistory()
                try await walk.searchTheHistory()
            }
        }
    }
}

private struct HistoryWalk {
    let site: SiteUnderTest
    let browser: Browser

    private static let destination = "転送先電話番号（03-1234-0001）"

    func signIn() async throws {
        try await browser.signIn(with: Browser.regularPassword, at: site)
        try await browser.heading("サービス選択")
    }

    func openTheList() async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type("09012345678", into: Self.destination)
    }

    func save(_ number: String) async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type(number, into: Self.destination)
        try await browser.press("設定")
        try await browser.success()
    }

    func meetTheConflict() async throws {
        try await browser.press("設定")
        try await browser.look("40-conflict", h1: "先に設定が変更されています")
        try await browser.words("06-1234-5678")
        try await browser.choose("入力した内容にする090-1234-5678")
        try await browser.press("設定")
        try await browser.success()
    }

    func endTheOtherSignIn() async throws {
        try await browser.open(site.origin + "/services")
        try await browser.follow("ログイン中の端末")
        try await browser.look("41-sessions", h1: "ログイン中の端末")
        try await browser.follow("ほかをすべてログアウトさせる")
        try await browser.look("42-session-end")
        try await browser.type("wrong7days", into: "現在のパスワード")
        try await browser.press("ログアウトさせる")
        try await browser.words("現在のパスワードが正しくありません")
        try await browser.type(Browser.regularPassword, into: "現在のパスワード")
        try await browser.press("ログアウトさせる")
        try await browser.success()
        try await browser.look("43-sessions-ended", h1: "ログイン中の端末")
    }

    func readTheHistory() async throws {
        try await browser.open(site.origin + "/services")
        try await browser.follow("操作履歴")
        try await browser.look("44-history", h1: "操作履歴")
        try await browser.words("転送先電話番号の設定")
    }

    func searchTheHistory() async throws {
        try await browser.open(site.origin + "/history?from=2020-13-40")
        try await browser.look("45-history-refused", h1: "操作履歴")
        try await browser.open(site.origin + "/history?from=2020-01-01&to=2020-01-02")
        try await browser.look("46-history-empty", h1: "操作履歴")
    }
}
