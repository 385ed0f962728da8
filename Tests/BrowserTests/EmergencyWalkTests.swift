import TestPrograms
import Testing

/// FWD-11: the way from a dead line to forwarding, with one thumb.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct EmergencyWalkTests {
    private static let manners = [
        Browser.Manner(width: Browser.Manner.telephoneWidth, hasScript: true),
        Browser.Manner(width: Browser.Manner.telephoneWidth, hasScript: false),
        Browser.Manner(width: 1280, hasScript: true), Browser.Manner(width: 320, hasScript: false),
    ]
    private static let pages = [
        "/services", "/now", "/bulk-forwarding", "/bulk-forwarding/service", "/bulk-forwarding/import",
        "/bulk-forwarding/history", "/fault-notification", "/fault-notification/addresses", "/password", "/history",
        "/calls", "/help",
    ]

    /// Those that say more than the banner about it.
    private static let looked = ["/services", "/now", "/bulk-forwarding/service", "/fault-notification"]

    @Test(arguments: manners)
    func `FWD-11 from any page forwarding is on after two taps, and no tap needs scrolling`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let emergency = EmergencyWalk(site: site, browser: browser)
                try await emergency.prepare()
                try await emergency.startWithoutFault()
                try await emergency.lineDies()
                for path in Self.pages {
                    try await browser.open(site.origin + path)
                    try await emergency.isWithinReach("//aside//a[normalize-space(.) = '一括転送を開始する']", at: path)
                    try await emergency.bannerIsOneLine(at: path)
                    guard Self.looked.contains(path) else { continue }
                    try await browser.look("62-faulty" + path.replacing("/", with: "-"))
                }
                try await emergency.startFromTheBanner()
                for path in Self.pages {
                    try await browser.open(site.origin + path)
                    try await emergency.bannerIsOneLine(at: path)
                }
                try await browser.look("64-on")
            }
        }
    }
}

private struct EmergencyWalk {
    let site: SiteUnderTest
    let browser: Browser

    /// Two destinations, and a line that is watched without automatic start.
    func prepare() async throws {
        try await browser.signInForTheFirstTime(at: site)
        try await browser.open(site.origin + "/bulk-forwarding")
        for place in 1...2 {
            try await browser.type("090123456\(place)0", into: "転送先電話番号（03-1234-000\(place)）")
        }
        try await browser.press("設定")
        try await browser.success()
        try await browser.open(site.origin + "/fault-notification/addresses")
        try await browser.type("keiri@example.jp", into: "メールアドレス1")
        try await browser.choose("送信（送信先1）")
        try await browser.press("設定")
        try await browser.open(site.origin + "/fault-notification/service")
        try await browser.choose("開始")
        try await browser.press("設定")
        try await browser.success()
    }

    /// From the first page after signing in.
    func startWithoutFault() async throws {
        try await browser.open(site.origin + "/services")
        try await isWithinReach("//main//a[normalize-space(.) = '一括転送を開始する']", at: "/services")
        try await browser.look("60-services", h1: "サービス選択")
        try await browser.follow("一括転送を開始する")
        try await isWithinReach("//button[normalize-space(.) = '開始']", at: "the start page")
        try await browser.look("61-start", h1: "サービス開始／停止")
        try await browser.press("開始")
        try await browser.words("一括転送中です。")
        try await browser.press("停止")
        try await browser.words("一括転送は停止しています")
    }

    func lineDies() async throws {
        try await browser.open(site.origin + "/demo")
        try await browser.press("プラグを抜く（03-1234-0005）")
        try await browser.success()
        try await waitForOthers {
            try await browser.open(site.origin + "/history")
            return try await !browser.driver.elements(xpath: "//aside//a[normalize-space(.) = '一括転送を開始する']").isEmpty
        }
    }

    func startFromTheBanner() async throws {
        try await browser.follow("一括転送を開始する")
        try await isWithinReach("//button[normalize-space(.) = '開始']", at: "/now")
        try await browser.look("63-now", h1: "緊急の操作")
        try await browser.press("開始")
        try await browser.words("一括転送中です。")
    }

    /// On a telephone's first screen.
    func isWithinReach(_ xpath: String, at page: String) async throws {
        let found = try await browser.driver.execute(
            """
            scrollTo(0, 0);
            const found = document.evaluate(arguments[0], document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
            return found ? found.getBoundingClientRect().bottom : null;
            """, [.text(xpath)])
        let bottom = try #require(found.number, "\(page) has no \(xpath)")
        guard browser.manner.width == Browser.Manner.telephoneWidth else { return }
        #expect(bottom <= browser.manner.height, "\(page): \(xpath)")
    }

    func bannerIsOneLine(at page: String) async throws {
        guard browser.manner.width == Browser.Manner.telephoneWidth else { return }
        let height = try await browser.driver.execute(
            "return document.querySelector('.forwarding-strip').getBoundingClientRect().height")
        #expect(try #require(height.number) <= 48, "the banner of \(page)")
    }
}
