import Foundation
import Testing

/// An administrator at work on the passwords of others, and changes of the unit; each step looks at every page it meets.
struct PasswordWalk {
    let site: SiteUnderTest
    let browser: Browser
    /// Of the contract.
    let number: String

    /// From the telephone to the services, on pages that other walks look at.
    func signInForTheFirstTime() async throws {
        try await site.dial("13572468", from: number)
        try await signIn("13572468")
        try await browser.heading("パスワード変更")
        try await browser.type("13572468", into: "現在のパスワード")
        try await browser.type("hikari2026x", into: "新しいパスワード")
        try await browser.type("hikari2026x", into: "新しいパスワード（確認）")
        try await browser.press("パスワード変更")
        try await browser.choose("ワンタイムパスワードを利用しない")
        try await browser.press("次へ")
        try await browser.press("同意する")
        try await browser.heading("サービス選択")
    }

    func signIn(_ password: String) async throws {
        try await browser.open(site.origin + "/login")
        try await browser.type(number, into: "電話番号")
        try await browser.type(password, into: "パスワード")
        try await browser.press("ログイン")
    }

    // MARK: The unit

    func toAdministratorAndUser() async throws {
        try await browser.follow("認証単位変更")
        try await browser.look("60-unit", h1: "認証単位変更")
        try await browser.follow("管理者／ユーザ単位")
        try await browser.look("61-unit-password", h1: "管理者／ユーザ単位への変更")
        try await browser.type("wrong2026x", into: "現在のパスワード")
        try await browser.press("次へ")
        try await browser.words("現在のパスワードが正しくありません。")
        try await browser.look("62-unit-refused", h1: "管理者／ユーザ単位への変更")
        try await browser.type("hikari2026x", into: "現在のパスワード")
        try await browser.press("次へ")
        try await browser.look("63-unit-check", h1: "認証単位変更の確認")
        try await browser.press("認証単位変更")
        try await browser.success()
        try await browser.words("管理者／ユーザ単位です")
        try await browser.look("64-unit-done", h1: "いまの認証単位")
    }

    func toNumber() async throws {
        try await browser.open(site.origin + "/authentication-unit/number")
        try await browser.look("65-unit-number", h1: "電話番号単位への変更")
        try await browser.type("hikari2026x", into: "現在のパスワード")
        try await browser.press("次へ")
        try await browser.look("66-unit-number-check", h1: "認証単位変更の確認")
        try await browser.press("認証単位変更")
        try await browser.words("電話番号単位です")
    }

    /// By a number that has just been added.
    func toLineIsBlocked() async throws {
        try await site.operate(["number", "add", "--contract", number, "0312340009"])
        try await browser.open(site.origin + "/authentication-unit/line")
        try await browser.words("パスワードのない電話番号が1番号あるため、変更できません")
        try await browser.look("67-unit-blocked", h1: "回線単位への変更")
        try await site.operate(["number", "remove", "0312340009"])
    }

    /// Back to the line, with the password of every number: in the form, one wrong; in a file, wrong; and then rightly.
    func toLine(_ passwords: [(number: String, password: String)]) async throws {
        try await browser.open(site.origin + "/authentication-unit/line")
        try await browser.look("68-unit-line", h1: "回線単位への変更")
        for (number, password) in passwords.dropLast() { try await enter(password, of: number) }
        if let last = passwords.last { try await enter("wrong2026x", of: last.number) }
        try await browser.press("次へ")
        try await browser.words("のパスワードが正しくありません。もう一度入力してください。")
        try await browser.look("69-unit-line-refused", h1: "回線単位への変更")
        try await browser.upload("0312349999,x\r\n312340001,x\r\n")
        try await browser.press("CSVファイルで次へ")
        try await browser.words("この電話番号の行がありません。")
        try await browser.look("70-unit-file-refused", h1: "回線単位への変更")
        for (number, password) in passwords { try await enter(password, of: number) }
        try await browser.press("次へ")
        try await browser.look("71-unit-line-check", h1: "認証単位変更の確認")
        try await browser.press("認証単位変更")
        try await browser.words("回線単位です")
        try await browser.look("72-unit-line-done", h1: "いまの認証単位")
    }

    private func enter(_ password: String, of number: String) async throws {
        try await browser.type(password, into: "パスワード（\(number)）")
    }

    // MARK: The passwords of others

    /// - Parameter shown: an additional number as the page shows it.
    func passwordOfNumber(_ shown: String) async throws {
        try await browser.open(site.origin + "/services")
        try await browser.look("50-services-administrator", h1: "サービス選択")
        try await browser.follow("番号ごとのパスワード")
        try await browser.look("51-numbers", h1: "番号ごとのパスワード")
        try await browser.follow("設定する（\(shown)）")
        try await browser.look("52-number", h1: "番号のパスワードの設定")
        try await setPassword("11112222", confirmation: "1", current: "")
        try await browser.words("入力内容に問題があります")
        try await browser.look("53-number-refused", h1: "番号のパスワードの設定")
        try await setPassword("Yamabuki58", confirmation: "Yamabuki58", current: "hikari2026x")
        try await browser.success()
        try await browser.words("次回変更が必要")
        try await browser.look("54-number-set", h1: "番号ごとのパスワード")
    }

    private func setPassword(_ password: String, confirmation: String, current: String) async throws {
        try await browser.type(password, into: "新しいパスワード")
        try await browser.type(confirmation, into: "新しいパスワード（確認）")
        try await browser.type(current, into: "ご自身（管理者）のパスワード")
        try await browser.press("設定")
    }

    /// A file with a wrong line, the same mended, and the job to its end.
    func passwordsByFile(_ lines: [(number: String, password: String)]) async throws {
        try await browser.open(site.origin + "/password/import")
        try await browser.look("55-import", h1: "パスワードの一括設定")
        let text = lines.map { "\($0.number),\($0.password)\r\n" }.joined()
        try await browser.upload(text + "0312349999,Yamabuki58\r\n" + "312340002,12345678\r\n")
        try await browser.press("一括設定")
        try await browser.words("直していただきたい行")
        try await browser.look("56-import-wrong", h1: "パスワードの一括設定の確認")
        try await browser.follow("ファイルを選び直す")
        try await browser.upload(text)
        try await browser.press("一括設定")
        try await browser.look("57-import-preview", h1: "パスワードの一括設定の確認")
        try await browser.type("hikari2026x", into: "ご自身（管理者）のパスワード")
        try await browser.press("パスワードを設定する")
    }

    func lookAtTheProgress() async throws {
        try await browser.look("58-progress", h1: "パスワードの一括設定の進み具合")
        try await browser.follow("中止する")
        try await browser.look("58-progress-stop", h1: "パスワードの一括設定の中止")
        try await browser.follow("中止しないで戻る")
    }

    func waitForTheEnd() async throws {
        while try await browser.allWords().contains("最新の状況を表示する") { try await browser.follow("最新の状況を表示する") }
        try await browser.words("処理が終わりました")
        try await browser.look("59-progress-end", h1: "パスワードの一括設定の結果")
    }
}

extension Browser {
    /// Chooses a file that holds this text.
    fileprivate func upload(_ text: String) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: file)
        try await upload(file.path, to: "CSVファイル")
    }
}
