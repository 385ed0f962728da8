import TestPrograms
import Testing

/// A company's person who wants telephone numbers: today, and on a day.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct VoiceOrderWalkTests {
    @Test func `VOICE-1, 6, 7 ten numbers at once, from the chart to 払い出し番号の詳細`() async throws {
        try await walk(Browser.Manner(width: 1280, hasScript: true)) { walk in
            try await walk.chooseTheWay()
            try await walk.addAtOnce()
            try await walk.seeThemGiven()
        }
    }

    @Test func `DATED-1, 4, ORD-11 on a telephone without script: numbers on a day, which is taken back`() async throws
    {
        try await walk(Browser.Manner(width: 320, hasScript: false)) { walk in
            try await walk.addOnADay()
            try await walk.chooseTheDay()
            try await walk.takeBack()
        }
    }

    private func walk(_ manner: Browser.Manner, _ body: (VoiceOrderWalk) async throws -> Void) async throws {
        try await SiteUnderTest.use(["--clock", "2026-11-30T10:00"]) { site in
            try await Browser.use(manner) { browser in
                try await OrderingWalk.administrator(at: site, browser).activate()
                try await body(VoiceOrderWalk(site: site, browser: browser))
            }
        }
    }
}

private struct VoiceOrderWalk {
    let site: SiteUnderTest
    let browser: Browser

    private var walk: OrderingWalk { OrderingWalk(site: site, browser: browser) }

    func chooseTheWay() async throws {
        try await browser.open(site.ordering + "/ip-voice/orders")
        try await browser.look("140-voice-menu", h1: "電話番号の追加/変更のお申し込み")
        try await browser.follow("N200000001")
        try await browser.look("141-chart", h1: "お申し込み方法の確認")
        try await browser.choose("0AJ番号（03、06～番号）を追加する")
        try await browser.press("お申し込み方法を確認する")
        try await browser.look("142-chart-answered", h1: "お申し込み方法の確認")
        try await browser.words("お申し込み当日に開通し、工事費はかかりません。")
    }

    func addAtOnce() async throws {
        try await browser.follow("この方法で申し込む")
        try await agree()
        try await browser.look("143-picker", h1: "番号の選択")
        try await walk.click("//input[@name = 'tick-0312345000']")
        try await browser.press("次へ")
        try await walk.click("//select[@name = 'base-0']/option[@value = '0312345000']")
        try await walk.pick("0AJ番号（03、06～番号）", from: "追加する電話番号（1行目）")
        try await browser.type("0", into: "追加番号数（1行目）")
        try await browser.press("次へ")
        try await browser.look("144-rows-wrong", h1: "追加する電話番号")
        try await browser.type("10", into: "追加番号数（1行目）")
        try await browser.press("次へ")
        try await browser.press("次へ")
        try await browser.look("145-voice-check", h1: "電話番号のお申し込み内容確認")
        try await browser.words("連番でご用意できます")
        try await browser.press("申し込む")
        try await browser.look("146-voice-done", h1: "お申し込み完了")
    }

    func seeThemGiven() async throws {
        try await browser.follow("お申し込みの状況を見る")
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("工事完了")
        }
        try await browser.look("147-voice-built", h1: "お申し込みの状況")
        try await browser.follow("払い出し番号の詳細")
        try await browser.look("148-given", h1: "払い出し番号の詳細")
    }

    /// メンバーズネット: only on a day.
    func addOnADay() async throws {
        try await browser.open(site.ordering + "/ip-voice/orders/dated/agreement?contract=N200000003")
        try await agree()
        try await browser.look("150-dated-menu", h1: "お申し込み内容選択メニュー")
        try await browser.follow("ダイヤルイン番号追加")
        try await walk.click("//select[@name = 'new-kind-0']/option[@value = 'ip']")
        try await walk.click("//select[@name = 'new-base-0']/option[string-length(@value) = 10]")
        try await browser.press("保存")
        try await browser.look("151-dated-rows-wrong", h1: "お申し込み内容の入力：ダイヤルイン番号追加")
        let count = try #require(try await browser.driver.elements(xpath: "//input[@name = 'new-count-0']").first)
        try await browser.driver.type("5", into: count)
        try await browser.press("保存")
        try await browser.look("152-dated-item", h1: "お申し込み内容選択メニュー")
    }

    func chooseTheDay() async throws {
        try await browser.press("次へ")
        try await browser.press("次へ")
        try await browser.look("153-wish-wrong", h1: "ご確認事項と工事希望日")
        try await browser.words("工事希望年月日を選択してください。")
        try await walk.click("//button[@value = 'day-2026-12-07']")
        try await browser.press("次へ")
        try await browser.press("次へ")
        try await browser.look("154-dated-check", h1: "ご契約内容の確認")
        try await browser.words("2026年12月7日")
        try await browser.press("申し込む")
        try await browser.look("155-dated-done", h1: "お申し込み完了")
    }

    func takeBack() async throws {
        try await browser.follow("お申し込みの状況を見る")
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("工事予定")
        }
        try await browser.look("156-dated-planned", h1: "お申し込みの状況")
        try await browser.follow("取消")
        try await browser.press("このお申し込みを取り消す")
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("取り消しました")
        }
    }

    private func agree() async throws {
        try await browser.choose("上記内容に同意します")
        try await browser.press("次へ")
    }
}
