import TestPrograms
import Testing

/// アカウント設定: each page as it opens, and as it refuses.
extension OrderingWalk {
    func changePassword() async throws {
        try await browser.follow("アカウント設定")
        try await browser.look("100-own-account", h1: "アカウント設定")
        try await browser.open(site.ordering + "/own-account/password")
        try await browser.press("パスワードを変更する")
        try await browser.look("101-own-password-wrong", h1: "パスワードの変更")
        try await browser.type("yama kawa umi 7", into: "現在のパスワード")
        for field in ["新しいパスワード", "新しいパスワード（確認）"] {
            try await browser.type("mori hayashi 88", into: field)
        }
        try await browser.press("パスワードを変更する")
        try await browser.look("102-own-password-set", h1: "アカウント設定")
        try await browser.words("新しいパスワードを設定しました")
    }

    func changeToApp() async throws {
        try await browser.open(site.ordering + "/own-account/second-factor")
        try await browser.look("103-own-factor", h1: "確認コードの受け取り方の変更")
        let code = try await mailedCode("/own-account/second-factor")
        try await browser.press("次へ")
        try await browser.look("104-own-factor-wrong", h1: "確認コードの受け取り方の変更")
        try await browser.type(code, into: "確認コード")
        try await browser.press("次へ")
        try await browser.look("105-own-app", h1: "新しい認証アプリの設定")
        try await browser.press("設定する")
        try await browser.look("106-own-app-wrong", h1: "新しい認証アプリの設定")
        try await browser.follow("変更しないで戻る")
    }

    func makeRecoveryCodes() async throws {
        let code = try await mailedCode("/own-account/recovery-codes")
        try await browser.look("107-own-recovery-codes", h1: "リカバリーコードの作り直し")
        try await browser.type(code, into: "確認コード")
        try await browser.press("リカバリーコードを作り直す")
        try await browser.look("108-own-recovery-codes-made", h1: "リカバリーコード")
        try await browser.follow("控えたので、次へ")
    }

    func seeDevices() async throws {
        try await browser.open(site.ordering + "/sessions")
        try await browser.look("109-own-devices", h1: "ログイン中の端末")
        try await browser.open(site.ordering + "/sessions/end?session=others")
        try await browser.press("ログアウトさせる")
        try await browser.look("110-own-devices-end", h1: "ほかの端末のログアウト")
    }

    func seeHistory() async throws {
        try await browser.open(site.ordering + "/history")
        try await browser.look("111-own-history", h1: "操作履歴")
        try await browser.words("リカバリーコードの作成")
        try await browser.type("パスワード", into: "検索する言葉")
        try await browser.press("検索")
        try await browser.look("112-own-history-search", h1: "操作履歴")
    }

    /// Asked for at that page, read in the mailbox; the page is open again.
    private func mailedCode(_ path: String) async throws -> String {
        try await browser.open(site.ordering + path)
        try await browser.press("確認コードを送信")
        let reference = try #require(
            try await browser.allWords().firstMatch(of: #/照合番号\s*([A-Z]{4})/#).map { String($0.1) })
        let subject = "【見本】【ビジネスポータル】確認コードのお知らせ（照合番号 \(reference)）"
        try await browser.mail(subject, at: site)
        try await browser.follow(subject)
        let lines = try await browser.allWords().split(separator: "\n")
        try await browser.open(site.ordering + path)
        return try #require(lines.first { $0.wholeMatch(of: #/\d{6}/#) != nil }.map(String.init))
    }
}
