import TestPrograms
import Testing

/// A company's person who changes what there is: numbers, channels over 160, digits in a night, and takes the last one back.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct SmartPBXChangeWalkTests {
    @Test func `PBX-7, 8, 11 numbers come, channels cross 160, numbers go; SET-2, 5 and DEVUSER-2 a device is set up`()
        async throws
    {
        try await walk(Browser.Manner(width: 1280, hasScript: true)) { walk in
            try await walk.add()
            try await walk.crossTheLargeExchange()
            try await walk.delete()
            let settings = ExtensionSettingsWalk(site: walk.site, browser: walk.browser)
            try await settings.setUp()
            try await settings.seePassword()
            try await settings.giveOutSignIn()
            try await settings.setAbsence()
        }
    }

    @Test func `PBX-7, 9, 10 on a telephone without script: numbers come, digits are taken back, a contract ends`()
        async throws
    {
        try await walk(Browser.Manner(width: 320, hasScript: false)) { walk in
            try await walk.add()
            try await walk.lengthenAndCancel()
            try await walk.end()
        }
    }

    private func walk(_ manner: Browser.Manner, _ body: (SmartPBXChangeWalk) async throws -> Void) async throws {
        try await SiteUnderTest.use(["--clock", "2026-11-30T10:00"]) { site in
            try await Browser.use(manner) { browser in
                try await OrderingWalk(site: site, browser: browser).activate()
                try await body(SmartPBXChangeWalk(site: site, browser: browser))
            }
        }
    }
}

private struct SmartPBXChangeWalk {
    let site: SiteUnderTest
    let browser: Browser

    private var walk: OrderingWalk { OrderingWalk(site: site, browser: browser) }

    /// 45 → 51 extensions, and with them デフォルト 20.
    func add() async throws {
        try await browser.open(site.ordering + "/smart-pbx/contracts/N100000001")
        try await browser.follow("変更・廃止のお申し込み")
        try await browser.look("110-menu", h1: "ご契約の変更・廃止のお申し込み")
        try await begin("内線番号・チャネル追加")
        try await browser.words("ステップ 2/5")
        for _ in 1...6 { try await browser.press("＋行を追加") }
        for row in 1...6 {
            try await browser.type("22", into: "拠点番号（\(row)行目）")
            try await browser.type("\(700 + row)", into: "端末番号（\(row)行目）")
        }
        try await browser.look("111-add", h1: "内線番号とチャネル")
        try await browser.press("次へ")
        try await browser.look("112-customer", h1: "お客様情報")
        try await browser.press("次へ")
        try await browser.look("113-check", h1: "お申し込み内容確認")
        try await browser.words("45番号 → 51番号（変更）")
        try await browser.words("20チャネル（デフォルト20、追加0）（変更）")
        try await browser.press("申し込む")
        try await browser.look("114-done", h1: "お申し込み完了")
        try await browser.follow("お申し込みの状況を見る")
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("工事完了")
        }
        try await browser.look("115-built", h1: "お申し込みの状況")
        try await browser.open(site.ordering + "/smart-pbx/contracts/N100000001")
        try await browser.words("51番号")
    }

    /// 150 → 160 channels: the window and its warning.
    func crossTheLargeExchange() async throws {
        try await browser.open(site.ordering + "/smart-pbx/orders?contract=N100000002")
        try await begin("内線番号・チャネル追加")
        try await walk.click("//fieldset[legend[normalize-space(.) = '内線番号']]//label[contains(., '変更なし')]")
        try await walk.click("//fieldset[legend[normalize-space(.) = '全体チャネル']]//label[contains(., '追加する')]")
        try await walk.pick("10", from: "全体チャネル追加数")
        try await browser.press("次へ")
        try await browser.look("116-window", h1: "内線番号とチャネル")
        try await browser.words("通話できません")
        try await browser.choose("22:00～24:00")
        try await browser.press("OK（次へ）")
        try await browser.press("次へ")
        try await browser.look("117-check-night", h1: "お申し込み内容確認")
        try await browser.words("設備工事は、2026年11月30日 22:00～24:00に行います。")
    }

    func delete() async throws {
        try await browser.open(site.ordering + "/smart-pbx/orders?contract=N100000003")
        try await begin("内線番号・チャネル削除")
        try await browser.look("118-delete", h1: "削除する内線番号とチャネル")
        try await browser.words("削除できません（営業担当者にご相談ください）")
        try await browser.press("次へ")
        try await browser.look("119-delete-wrong", h1: "削除する内線番号とチャネル")
        try await browser.follow("CSVファイルで選択する")
        try await browser.look("120-delete-file", h1: "削除する内線番号のCSVファイル")
    }

    /// In a night's window, taken back before it begins.
    func lengthenAndCancel() async throws {
        try await browser.open(site.ordering + "/smart-pbx/orders?contract=N100000002")
        try await begin("内線番号桁数追加")
        try await browser.choose("端末番号")
        try await browser.type("1", into: "内線番号追加桁数")
        try await browser.press("変更後の番号を確かめる")
        try await browser.look("121-digits", h1: "追加する桁数")
        try await browser.choose("23:00～翌1:00")
        try await browser.press("次へ")
        try await browser.press("次へ")
        try await browser.look("122-check-digits", h1: "お申し込み内容確認")
        try await browser.press("申し込む")
        try await browser.look("123-done-digits", h1: "お申し込み完了")
        try await browser.follow("お申し込みの状況を見る")
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("工事予定")
        }
        try await browser.look("124-planned", h1: "お申し込みの状況")
        try await browser.follow("取消")
        try await browser.look("125-cancel", h1: "お申し込みの取消")
        try await browser.press("このお申し込みを取り消す")
        try await waitForOthers {
            try await browser.reload()
            return try await browser.allWords().contains("取り消しました")
        }
        try await browser.look("126-cancelled", h1: "お申し込みの状況")
    }

    /// 廃止, as far as the page that asks for the person's word; refused where a VoIP-GW is.
    func end() async throws {
        try await browser.open(site.ordering + "/smart-pbx/orders?contract=N100000003")
        try await browser.look("127-menu-refused", h1: "ご契約の変更・廃止のお申し込み")
        try await browser.words("VoIP-GWのあるご契約は、この画面では廃止できません。")
        try await browser.open(site.ordering + "/smart-pbx/orders/terminate/agreement?contract=N100000002")
        try await agree()
        try await browser.press("次へ")
        try await browser.look("128-end", h1: "廃止する契約")
        try await browser.choose("該当契約を廃止する")
        try await browser.type("N100000002", into: "廃止する契約の契約番号")
        try await browser.press("次へ")
        try await browser.press("次へ")
        try await browser.look("129-check-end", h1: "お申し込み内容確認")
    }

    private func begin(_ kind: String) async throws {
        try await browser.follow("\(kind)を申し込む")
        try await agree()
    }

    private func agree() async throws {
        try await browser.choose("上記内容に同意します")
        try await browser.press("次へ")
    }
}
