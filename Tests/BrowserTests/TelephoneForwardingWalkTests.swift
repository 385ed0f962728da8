import Testing

/// FWD-12: a telephone is registered in the browser, and starts the forwarding from the telephone.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct TelephoneForwardingWalkTests {
    private static let manners = [
        Browser.Manner(width: 1280, hasScript: true),
        Browser.Manner(width: 320, hasScript: false),
    ]

    @Test(arguments: manners)
    func `FWD-12 a registered telephone starts the forwarding by its keys`(manner: Browser.Manner) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let walk = TelephoneForwardingWalk(site: site, browser: browser)
                try await browser.signInForTheFirstTime(at: site)
                try await walk.setDestination()
                try await walk.register()
                try await walk.startByTelephone()
                try await walk.remove()
            }
        }
    }
}

private struct TelephoneForwardingWalk {
    let site: SiteUnderTest
    let browser: Browser
    private let mobile = "090-1234-5678"

    func setDestination() async throws {
        try await browser.open(site.origin + "/bulk-forwarding")
        try await browser.type("09011112222", into: "転送先電話番号（03-1234-0001）")
        try await browser.press("設定")
        try await browser.success()
    }

    func register() async throws {
        try await browser.open(site.origin + "/services")
        try await browser.follow("電話での開始／停止")
        try await browser.look("70-telephone-forwarding", h1: "電話での開始／停止")
        try await browser.press("次へ")
        try await browser.look("71-telephone-forwarding-wrong", h1: "電話での開始／停止")
        try await browser.type(mobile, into: "操作する電話の電話番号")
        try await browser.type("739164", into: "暗証番号")
        try await browser.type("739164", into: "暗証番号（確認）")
        try await browser.press("次へ")
        try await browser.look("72-telephone-forwarding-check", h1: "電話での開始／停止の確認")
        try await browser.type(Browser.regularPassword, into: "現在のパスワード")
        try await browser.press("設定")
        try await browser.success()
        try await browser.look("73-telephone-forwarding-set", h1: "電話での開始／停止")
    }

    func startByTelephone() async throws {
        try await browser.open(site.origin + "/demo")
        try await browser.type(mobile, into: "どの電話からかけますか")
        try await browser.press("電話をかける")
        try await browser.type("739164#", into: "続けて押す番号")
        try await browser.press("押す")
        try await browser.look("74-telephone-choosing")
        try await browser.press("1")
        try await browser.look("75-telephone-started")
        try await browser.open(site.origin + "/services")
        try await browser.words("一括転送中です")
    }

    func remove() async throws {
        try await browser.open(site.origin + "/bulk-forwarding/telephone/removal")
        try await browser.look("76-telephone-removal", h1: "電話での開始／停止の登録の削除")
        try await browser.type(Browser.regularPassword, into: "現在のパスワード")
        try await browser.press("登録を削除する")
        try await browser.success()
    }
}
