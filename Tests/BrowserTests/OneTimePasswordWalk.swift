import Foundation
import Testing

/// The way of a person who uses one-time passwords; mails are read from the demonstration's mailbox. Each step looks at
/// every page it meets.
struct OneTimePasswordWalk {
    let site: SiteUnderTest
    let browser: Browser

    private static let entryHeading = "ワンタイムパスワードの入力"

    /// As far as the choice, which nobody comes past.
    func signInForTheFirstTime() async throws {
        try await signIn("13572468")
        try await browser.type("13572468", into: "現在のパスワード")
        try await browser.type("hikari2026x", into: "新しいパスワード")
        try await browser.type("hikari2026x", into: "新しいパスワード（確認）")
        try await browser.press("パスワード変更")
        try await browser.heading("ワンタイムパスワードの利用選択")
        try await browser.open(site.origin + "/services")
        try await browser.look("40-choice", h1: "ワンタイムパスワードの利用選択")
        try await browser.lookWithTheKeyboard("choice")
    }

    func registerAnAddress() async throws {
        try await browser.choose("ワンタイムパスワードを利用する")
        try await browser.press("次へ")
        try await browser.look("41-registration", h1: "ワンタイムパスワード利用情報の仮登録")
        try await browser.lookWithTheKeyboard("registration")
        try await fillIn(address: "hikari@", id: "kakunin", password: "aaaa7", again: "aaaa8")
        try await browser.words("入力内容に問題があります")
        try await browser.look("42-registration-refused", h1: "ワンタイムパスワード利用情報の仮登録")
        try await fillIn(
            address: "hikari@example.jp", id: "Kakunin2026", password: "kaku7nin8pw", again: "kaku7nin8pw")
        try await browser.look("43-check", h1: "入力内容の確認")
        try await browser.lookWithTheKeyboard("check")
        try await browser.press("登録")
        try await browser.words("メールを送信しました")
        try await browser.look("44-waiting", h1: "仮登録の完了")
        try await browser.follow("次へ")
        try await browser.words("本登録がまだ済んでいません")
        try await browser.look("45-waiting-not-yet", h1: "仮登録の完了")
    }

    func openTheLinkAndPressItsButton() async throws {
        try await letter("【見本】【ひかり電話設定サイト】メールアドレスの本登録のお手続き")
        try await browser.look("46-link-letter", h1: "デモのメール")
        let link = "//main//a[contains(., '/one-time-password/confirmation')]"
        let address = try #require(try await browser.driver.elements(xpath: link).first)
        try await browser.follow(try await browser.driver.text(of: address))
        try await browser.look("47-link", h1: "メールアドレスの本登録")
        try await browser.lookWithTheKeyboard("link")
        try await browser.press("本登録する")
        try await browser.words("本登録が完了しました")
    }

    func enterTheCode() async throws {
        try await browser.look("48-entry", h1: OneTimePasswordWalk.entryHeading)
        #expect(try await browser.allWords().contains("h****@e****.jp"))
        try await browser.press("ワンタイムパスワードを送信")
        try await browser.words("ワンタイムパスワードを送信しました")
        try await browser.words("あと4分")
        try await browser.look("49-entry-sent", h1: OneTimePasswordWalk.entryHeading)
        try await browser.lookWithTheKeyboard("entry")
        try await browser.type("1234", into: "ワンタイムパスワード")
        try await browser.press("次へ")
        try await browser.words("桁数が足りません")
        try await browser.look("50-entry-refused", h1: OneTimePasswordWalk.entryHeading)
        let reference = try await row("照合番号")
        try await letter("【見本】【ひかり電話設定サイト】ワンタイムパスワードのお知らせ（照合番号 \(reference)）")
        try await browser.look("51-code-letter", h1: "デモのメール")
        let code = try #require(
            try await browser.allWords().split(separator: "\n").first { $0.wholeMatch(of: /\d{6}/) != nil })
        try await browser.open(site.origin + "/one-time-password")
        try await browser.type(String(code), into: "ワンタイムパスワード")
        try await browser.press("次へ")
        try await browser.heading("サービス選択")
    }

    func lookAtTheSettings() async throws {
        try await browser.follow("ワンタイムパスワード")
        try await browser.look("52-settings", h1: "ワンタイムパスワードの設定")
        for (name, link) in [
            ("53-use", "ワンタイムパスワード利用選択変更"), ("54-address", "受信用メールアドレス変更"), ("55-id", "確認用ID変更"),
            ("56-confirmation-password", "確認用パスワード変更"), ("57-import", "ワンタイムパスワード各種一括設定"),
        ] {
            try await browser.follow(link)
            try await browser.look(name, h1: link)
            try await browser.open(site.origin + "/one-time-password/settings")
        }
    }

    func uploadSettings() async throws {
        try await browser.follow("ワンタイムパスワード各種一括設定")
        try await upload(
            "\"0312340001\",\"2\",\"\",\"\",\"\"\r\n\"312340002\",\"1\",\"hikari@\",\"12345678\",\"aaaa1111\"\r\n")
        try await browser.words("直していただきたい")
        try await browser.look("58-preview-wrong", h1: "ワンタイムパスワード一括設定の内容の確認")
        try await browser.follow("ファイルを選び直す")
        try await upload(
            "\"0312340001\",\"1\",\"taro.yamada.with-a-long-name@settings-of-the-office.example.jp\",\"\",\"\"\r\n")
        try await browser.look("59-preview", h1: "ワンタイムパスワード一括設定の内容の確認")
        try await browser.type("hikari2026x", into: "現在のパスワード")
        try await browser.press("1番号を設定する")
        try await browser.success()
        try await browser.look("60-applied", h1: "ワンタイムパスワードの設定")
    }

    func changeTheAddressBeforeTheCode() async throws {
        try await browser.press("ログアウト")
        try await signIn("hikari2026x")
        try await browser.heading(OneTimePasswordWalk.entryHeading)
        try await browser.follow("メールアドレスの変更")
        try await browser.look("61-address-proof", h1: "メールアドレスの変更")
        try await browser.type("Kakunin2026", into: "確認用ID")
        try await browser.type("kaku7nin8pw", into: "確認用パスワード")
        try await browser.press("次へ")
        try await browser.look("62-address-new", h1: "新しいメールアドレスの入力")
        try await browser.type("new@example.com", into: "受信用メールアドレス")
        try await browser.press("次へ")
        try await browser.look("63-address-check", h1: "入力内容の確認")
    }

    private func signIn(_ password: String) async throws {
        try await browser.open(site.origin + "/login")
        try await browser.type("0312340001", into: "電話番号")
        try await browser.type(password, into: "パスワード")
        try await browser.press("ログイン")
    }

    private func fillIn(address: String, id: String, password: String, again: String) async throws {
        try await browser.type(address, into: "受信用メールアドレス")
        try await browser.type(id, into: "確認用ID")
        try await browser.type(password, into: "確認用パスワード")
        try await browser.type(again, into: "確認用パスワード（確認）")
        try await browser.press("次へ")
    }

    /// Opens the mailbox until the mail is there, and then the mail.
    private func letter(_ subject: String) async throws {
        try await browser.mail(subject, at: site)
        try await browser.follow(subject)
    }

    /// What stands beside this word in a list of rows.
    private func row(_ term: String) async throws -> String {
        let xpath = "//dt[. = \"\(term)\"]/following-sibling::dd[1]"
        let element = try #require(try await browser.driver.elements(xpath: xpath).first)
        return try await browser.driver.text(of: element)
    }

    private func upload(_ lines: String) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.utf8).write(to: file)
        try await browser.upload(file.path, to: "CSVファイル")
        try await browser.press("一括設定")
    }
}
