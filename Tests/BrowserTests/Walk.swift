import Foundation
import Testing

/// The pages of the walk in their order; each step looks at every page it meets.
struct Walk {
    let site: SiteUnderTest
    let browser: Browser

    func entry() async throws {
        try await browser.open(site.origin + "/")
        try await browser.look("01-entry", h1: "ひかり電話の設定")
        try await browser.lookWithTheKeyboard("entry", presses: 4)
        try await browser.follow("ログイン")
        try await browser.look("02-login", h1: "ログイン")
        try await browser.lookWithTheKeyboard("login")
    }

    func refusedSignIn() async throws {
        try await browser.press("ログイン")
        try await browser.words("入力内容に問題があります")
        try await browser.words("電話番号を入力してください。")
        #expect(try await browser.driver.title().hasPrefix("エラー：ログイン"))
        try await browser.look("03-login-refused", h1: "ログイン")
    }

    func signInWithTheTemporaryPassword() async throws {
        try await browser.type("０３－１２３４－０００１", into: "電話番号")
        try await browser.type("13572468", into: "パスワード")
        try await browser.press("ログイン")
        try await browser.heading("パスワード変更")
        try await browser.open(site.origin + "/services")
        try await browser.look("04-password", h1: "パスワード変更")
    }

    func chooseAPassword() async throws {
        try await change(to: "abcd1234", confirmation: "abcd1234")
        try await browser.words("入力内容に問題があります")
        try await browser.look("05-password-refused", h1: "パスワード変更")
        try await change(to: "hikari2026x", confirmation: "hikari2026x")
        try await browser.heading("ワンタイムパスワードの利用選択")
    }

    func useNoOneTimePasswords() async throws {
        try await browser.look("05-choice", h1: "ワンタイムパスワードの利用選択")
        try await browser.press("次へ")
        try await browser.words("を選択してください。")
        try await browser.look("05-choice-refused", h1: "ワンタイムパスワードの利用選択")
        try await browser.choose("ワンタイムパスワードを利用しない")
        try await browser.press("次へ")
        try await browser.look("05-consent", h1: "ワンタイムパスワードを利用しないことの確認")
        try await browser.press("同意する")
        try await browser.look("06-services", h1: "サービス選択")
        try await browser.words("一括転送は停止しています")
        try await browser.lookWithTheKeyboard("services")
    }

    func refusedUpload() async throws {
        try await browser.follow("転送先電話番号の一括設定")
        try await browser.look("07-import", h1: "転送先電話番号の一括設定")
        try await browser.press("一括設定")
        try await browser.words("ファイルを選択してください。")
        try await browser.look("08-import-refused", h1: "転送先電話番号の一括設定")
        try await upload("\"0312340001\",\"0120123456\"\r\n\"0312349999\",\"09012345678\"\r\n")
        try await browser.words("直していただきたい行")
        try await browser.look("09-preview-wrong", h1: "一括設定の内容の確認")
        try await browser.follow("ファイルを選び直す")
    }

    func uploadDestinations() async throws {
        try await upload(
            "\"0312340001\",\"09012345678\"\r\n\"0312340002\",\"08012345678\"\r\n\"0312340003\",\"0698765432\"\r\n")
        try await browser.look("10-preview", h1: "一括設定の内容の確認")
        try await browser.press("この内容で設定する")
        try await browser.success()
        try await browser.look("11-applied")
    }

    func refusedDestination() async throws {
        try await browser.follow("転送先電話番号の設定")
        try await browser.look("12-list", h1: "転送先電話番号の設定")
        try await browser.type("110", into: "転送先電話番号（03-1234-0004）")
        try await browser.press("設定")
        try await browser.words("入力内容に問題があります")
        try await browser.look("13-list-refused", h1: "転送先電話番号の設定")
    }

    func startForwarding() async throws {
        try await browser.open(site.origin + "/bulk-forwarding/service")
        try await browser.words("03-1234-0004")
        try await browser.look("14-service-off", h1: "サービス開始／停止")
        try await browser.press("開始")
        try await browser.words("一括転送中です。")
        try await browser.look("15-started")
        for path in [
            "/services", "/bulk-forwarding", "/bulk-forwarding/import", "/bulk-forwarding/history", "/password",
        ] {
            try await browser.open(site.origin + path)
            try await browser.words("一括転送中です。")
            try await browser.look("16-on" + path.replacingOccurrences(of: "/", with: "-"))
        }
    }

    func stopForwarding() async throws {
        try await browser.follow("サービス開始／停止")
        try await browser.look("17-service-on", h1: "サービス開始／停止")
        try await browser.press("停止")
        try await browser.success()
        try await browser.words("一括転送は停止しています")
        #expect(try await !browser.allWords().contains("一括転送中です。"))
        try await browser.look("18-stopped")
    }

    func signOut() async throws {
        try await browser.press("ログアウト")
        try await browser.look("19-signed-out")
        try await browser.open(site.origin + "/services")
        try await browser.heading("ログイン")
        try await browser.open(site.origin + "/nowhere")
        try await browser.screenshot("20-nowhere")
        try await browser.heading("ページが見つかりません")
    }

    /// A call from the first contract's line: unit 1, eight digits, the same again.
    func telephone() async throws {
        try await browser.open(site.origin + "/demo")
        try await browser.look("30-telephone", h1: "デモの電話機")
        try await browser.type("0312340001", into: "どの電話からかけますか")
        try await browser.press("電話をかける")
        try await browser.look("31-calling")
        try await browser.press("1")
        for _ in 1...2 {
            try await browser.type("24681357", into: "続けて押す番号")
            try await browser.press("押す")
        }
        try await browser.words("設定が完了しました")
        try await browser.look("32-done")
        try await browser.follow("ログイン")
        try await browser.heading("ログイン")
    }

    /// A power cut in the demonstration's town.
    func town() async throws {
        try await browser.open(site.origin + "/demo/town")
        try await browser.press("停電（見本東局）")
        try await browser.words("停電中")
        if browser.manner.hasScript { try await browser.touch("自動の更新を止める") }
        try await browser.look("33-town", h1: "停電のデモ")
        try await browser.press("中継装置の故障")
        try await browser.words("中継装置が故障しました。")
    }

    private func change(to password: String, confirmation: String) async throws {
        try await browser.type("13572468", into: "現在のパスワード")
        try await browser.type(password, into: "新しいパスワード")
        try await browser.type(confirmation, into: "新しいパスワード（確認）")
        try await browser.press("パスワード変更")
    }

    private func upload(_ lines: String) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.utf8).write(to: file)
        try await browser.upload(file.path, to: "CSVファイル")
        try await browser.press("一括設定")
    }
}
