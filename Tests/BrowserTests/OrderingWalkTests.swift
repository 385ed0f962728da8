import TestPrograms
import Testing

/// A company's person at the ordering site: from the link of a mail to 工事完了.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct OrderingWalkTests {
    private static let manners = [
        Browser.Manner(width: 1280, hasScript: true),
        Browser.Manner(width: 320, hasScript: false),
    ]

    @Test(arguments: manners)
    func `ORD-2 from the activation link to 工事完了`(manner: Browser.Manner) async throws {
        // Orders are not taken at every hour of the day (HOURS-1).
        try await SiteUnderTest.use(["--clock", "2026-11-30T10:00"]) { site in
            try await Browser.use(manner) { browser in
                let walk = OrderingWalk(site: site, browser: browser)
                try await walk.activate()
                try await walk.agree()
                try await walk.enterExtensions()
                try await walk.enterCustomer()
                try await walk.submit()
                try await walk.seeItBuilt()
                try await walk.signOut()
            }
        }
    }

    @Test(arguments: [Browser.Manner(width: 1280, hasScript: true), Browser.Manner(width: 320, hasScript: false)])
    func `ACCT-2, ACCT-3, ACCT-4 a person looks after their own account`(manner: Browser.Manner) async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(manner) { browser in
                let walk = OrderingWalk(site: site, browser: browser)
                try await walk.activate()
                try await walk.changePassword()
                try await walk.changeToApp()
                try await walk.makeRecoveryCodes()
                try await walk.seeDevices()
                try await walk.seeHistory()
            }
        }
    }
}

struct OrderingWalk {
    let site: SiteUnderTest
    let browser: Browser
    var person = "pbx@example.jp"
    var name = "見本 二郎"
    var telephone = "0312340002"

    static func administrator(at site: SiteUnderTest, _ browser: Browser) -> OrderingWalk {
        OrderingWalk(
            site: site, browser: browser, person: "kanri@example.jp", name: "見本 一郎", telephone: "0312340001")
    }

    func activate() async throws {
        try await browser.open(site.ordering + "/demo/mail")
        try await open(
            "[...document.querySelectorAll('tr')].find(r => r.textContent.includes('\(person)')).querySelector('a')")
        try await open("document.querySelector('a[href*=\"/activation\"]')")
        try await browser.look("80-activation", h1: "利用開始：本人確認")
        try await browser.type(person, into: "メールアドレス")
        try await browser.type(name, into: "氏名")
        try await browser.type(telephone, into: "電話番号")
        try await browser.press("次へ")
        for field in ["新しいパスワード", "新しいパスワード（確認）"] {
            try await browser.type("yama kawa umi 7", into: field)
        }
        try await browser.look("81-password")
        try await browser.press("次へ")
        try await browser.look("82-second-factor")
        try await browser.choose("メール\(person)")
        try await browser.press("次へ")
        try await browser.press("リカバリーコードを表示する")
        try await browser.look("83-recovery-codes", h1: "リカバリーコード")
        try await browser.follow("控えたので、次へ")
        try await browser.look("84-dashboard", h1: "ダッシュボード")
    }

    func agree() async throws {
        try await browser.follow("＋新規サービス")
        try await browser.look("85-new-service", h1: "新規サービスのお申し込み")
        try await browser.follow("Smart PBX")
        try await browser.press("次へ")
        try await browser.look("86-not-agreed", h1: "お申し込みにあたってのご確認")
        try await browser.choose("上記内容に同意します")
        try await browser.press("次へ")
        try await browser.words("ステップ 2/6")
        for (field, digits) in [("内線拠点番号桁数", "2"), ("内線端末番号桁数", "3"), ("申込内線番号数", "45")] {
            try await browser.type(digits, into: field)
        }
        try await browser.look("87-plan", h1: "内線番号の桁数と数")
        try await browser.press("次へ")
    }

    /// Not 201 to 245, of which the demonstration's exchange would refuse none; but one that breaks a rule first.
    func enterExtensions() async throws {
        try await browser.look("88-extensions", h1: "内線番号とチャネル")
        try await click("//summary[normalize-space(.) = '続き番号を作る']")
        try await browser.type("22", into: "拠点番号")
        try await browser.type("101", into: "最初の端末番号")
        try await browser.type("45", into: "件数")
        try await browser.press("行を追加する")
        try await browser.press("次へ")
        try await browser.look("89-extensions-wrong", h1: "内線番号とチャネル")
        for row in 1...45 { try await browser.type("\(200 + row)", into: "端末番号（\(row)行目）") }
        try await pick("20", from: "全体チャネル追加数")
        try await browser.press("次へ")
        try await browser.look("90-customer", h1: "お客様情報")
    }

    func enterCustomer() async throws {
        try await browser.press("次へ")
        try await browser.look("91-customer-wrong", h1: "お客様情報")
        try await browser.type("100-0001", into: "郵便番号")
        try await pick("東京都", from: "都道府県")
        try await browser.type("千代田区千代田1-1", into: "市区町村・番地")
        try await browser.type("経理部", into: "宛名")
        try await browser.choose("法人")
        try await browser.press("次へ")
        try await browser.look("92-check", h1: "お申し込み内容確認")
        try await browser.words("45番号")
        try await browser.words("30チャネル")
    }

    func submit() async throws {
        try await browser.press("申し込む")
        try await browser.look("93-done", h1: "お申し込み完了")
        // Back, and once more where the browser has kept the page: it is the same order.
        try await browser.goBack()
        if try await !browser.driver.elements(xpath: "//button[normalize-space(.) = '申し込む']").isEmpty {
            try await browser.press("申し込む")
        }
        try await browser.heading("お申し込み完了")
        try await browser.follow("お申し込みの状況を見る")
        try await browser.look("94-state", h1: "お申し込みの状況")
    }

    func seeItBuilt() async throws {
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("工事完了")
        }
        try await browser.look("95-built", h1: "お申し込みの状況")
        try await browser.words("模擬設備による工事です。")
        try await browser.open(site.ordering + "/orders")
        try await browser.look("96-orders", h1: "お申し込み履歴")
        #expect(try await browser.driver.elements(xpath: "//main//a[starts-with(@href, '/orders/2')]").count == 1)
        try await browser.open(site.ordering + "/smart-pbx/contracts")
        try await browser.look("97-contracts")
        try await browser.open(site.ordering + "/demo/mail")
        try await browser.words("お申し込み受付のご連絡")
        try await browser.words("工事完了のご連絡")
    }

    func signOut() async throws {
        try await browser.open(site.ordering + "/dashboard")
        try await browser.press("ログアウト")
        try await browser.look("98-signed-out", h1: "ポータルにログイン")
        try await browser.open(site.ordering + "/orders")
        try await browser.heading("ポータルにログイン")
    }

    /// Where a link that a script finds leads to, at this site.
    private func open(_ link: String) async throws {
        let path = try await browser.driver.execute("return \(link).getAttribute('href')").text ?? ""
        try await browser.open(path.hasPrefix("/") ? site.ordering + path : path)
    }

    func click(_ xpath: String) async throws {
        let element = try #require(try await browser.driver.elements(xpath: xpath).first, "\(xpath)")
        try await browser.driver.click(element)
    }

    func pick(_ option: String, from label: String) async throws {
        try await click(
            "//select[@id = //label[normalize-space(.) = '\(label)']/@for]/option[normalize-space(.) = '\(option)']")
    }
}
