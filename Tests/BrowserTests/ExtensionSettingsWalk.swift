import Testing

/// A contract is set up in its four steps, a password is seen, and who uses a device says what becomes of calls in their absence. All on
/// a telephone's width; where a wide one shows something else, on that too.
struct ExtensionSettingsWalk {
    let site: SiteUnderTest
    let browser: Browser

    private static let contract = "N100000003"
    private static let number = "22201"

    func setUp() async throws {
        try await browser.open(site.ordering + "/settings")
        try await look("130-settings", h1: "Web設定変更サイト")
        try await browser.follow("設定を変更する：\(Self.contract)")
        try await look("131-set-up", h1: "初期設定：内線一覧表示", isWideToo: true)
        try await browser.press("次へ")
        try await look("132-set-up-groups", h1: "初期設定：着信グループ設定")
        for _ in 1...3 { try await browser.press("次へ") }
        try await browser.success()
        try await look("133-extensions", h1: "内線設定", isWideToo: true)
    }

    func seePassword() async throws {
        try await browser.follow("氏名とパスワード：\(Self.number)")
        try await look("134-extension", h1: "内線番号\(Self.number)")
        try await browser.type("yama kawa umi 7", into: "現在のパスワード")
        try await browser.press("パスワードを表示する")
        try await look("135-password-shown", h1: "内線番号\(Self.number)")
        #expect(try await shownPassword().count == 16)
    }

    func giveOutSignIn() async throws {
        try await browser.follow("ステータス参照")
        try await look("136-status", h1: "ステータス参照", isWideToo: true)
        try await browser.follow("パスワード発行：\(Self.number)")
        try await look("137-issue", h1: "端末ユーザのパスワードの発行")
        try await browser.press("パスワードを発行する")
        try await look("138-issued", h1: "端末ユーザのパスワードを発行しました")
        let password = try await shownPassword()
        try await browser.open(site.ordering + "/device/login")
        try await browser.press("ログイン")
        try await look("139-device-login-refused", h1: "端末ユーザのログイン")
        try await browser.type("\(Self.number)@\(Self.contract)", into: "ログインID")
        try await browser.type(password, into: "パスワード")
        try await browser.press("ログイン")
        try await look("140-device-password", h1: "新しいパスワードの設定")
        for field in ["新しいパスワード", "新しいパスワード（確認）"] {
            try await browser.type("mori hayashi 88", into: field)
        }
        try await browser.press("パスワードを設定する")
    }

    func setAbsence() async throws {
        try await look("141-absence", h1: "不在時の動作")
        try await choose("転送")
        try await browser.press("設定する")
        try await look("142-absence-refused", h1: "不在時の動作")
        try await browser.type("09012345678", into: "転送先")
        try await choose("無応答")
        try await browser.type("20", into: "呼出時間（秒）")
        try await browser.press("設定する")
        try await browser.success()
        try await browser.words("090-1234-5678")
        try await look("143-absence-set", h1: "不在時の動作", isWideToo: true)
        try await browser.press("ログアウト")
        try await browser.heading("端末ユーザのログイン")
    }

    private func shownPassword() async throws -> String {
        let element = try #require(try await browser.driver.elements(xpath: "//dd/strong").first)
        return try await browser.driver.text(of: element)
    }

    /// An option with words below its name.
    private func choose(_ option: String) async throws {
        let label = try #require(
            try await browser.driver.elements(xpath: "//label[.//strong[normalize-space(.) = '\(option)']]").first)
        try await browser.driver.click(label)
    }

    private func look(_ name: String, h1: String, isWideToo: Bool = false) async throws {
        for width in (isWideToo ? [browser.manner.width] : []) + [Browser.Manner.telephoneWidth] {
            let manner = Browser.Manner(width: width, hasScript: browser.manner.hasScript)
            try await Browser(driver: browser.driver, manner: manner).look(name, h1: h1)
        }
    }
}
