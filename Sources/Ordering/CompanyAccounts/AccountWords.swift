import Accounts
import Shell
package import Telephony

extension EmployeePasswordProblem {
    func problem(in language: Language) -> Problem {
        Problem(self == .notRepeated ? "confirmation" : "newPassword", sentence(in: language))
    }

    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        let length = EmployeePassword.length
        return switch self {
        case .empty: "新しいパスワードを入力してください。"
        case .length(let count):
            "新しいパスワードは、半角\(length.lowerBound)〜\(length.upperBound)文字で入力してください（現在\(count)文字）。"
        case .otherCharacters: "新しいパスワードは、半角の英字、数字、記号だけで入力してください。"
        case .mailAddress: "メールアドレスは、パスワードにできません。ほかの文字を組み合わせてください。"
        case .loginID: "ログインID、内線番号、契約番号は、パスワードにできません。ほかの文字を組み合わせてください。"
        case .common: "よく使われていて、推測されやすいパスワードです。別のパスワードを入力してください。"
        case .stale: "このページを開いてから時間がたったため、まだ設定していません。新しいパスワードを、もう一度入力してください。"
        case .unchanged: "現在のパスワードと同じです。別のパスワードを入力してください。"
        case .notRepeated: "新しいパスワード（確認）が、新しいパスワードと違います。同じものをもう一度入力してください。"
        }
    }
}

extension AccountNotice {
    func happening(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .passwordSpent): "パスワードが一時的に使えなくなりました"
        case (.japanese, .passwordChanged): "パスワードが設定されました"
        case (.japanese, .secondFactorMissed): "ログインの確認コードの間違いが続きました"
        case (.japanese, .recoveryCodeUsed): "リカバリーコードでログインがありました"
        case (.japanese, .secondFactorChanged): "ログインの確認方法が設定されました"
        case (.japanese, .secondFactorReset): "管理者がログインの確認方法を初期化しました"
        case (.japanese, .madeVoid): "アカウントが無効になりました"
        case (.japanese, .recoveryCodesMade): "リカバリーコードが新しく作られました"
        case (.japanese, .newDevice): "はじめての端末からログインがありました"
        }
    }

    func details(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .passwordSpent):
            [
                "パスワードの間違いが\(PasswordStanding.allowedMisses)回続いたため、\(PasswordStanding.voidTime.inMinutes)分間ログインできません。"
            ]
        case (.japanese, .passwordChanged): ["ほかの画面や端末は、すべてログアウトされました。"]
        case (.japanese, .secondFactorMissed): ["パスワードを知っている方が、確認コードを続けて間違えたため、その端末をログアウトしました。"]
        case (.japanese, .recoveryCodeUsed(let left)): ["残りのリカバリーコード：\(left)個"]
        case (.japanese, .secondFactorChanged(let factor)): ["確認方法：\(factor.name(in: language))"]
        case (.japanese, .secondFactorReset): ["次のログインでは、このメールアドレスに届く確認コードを入力してください。"]
        case (.japanese, .recoveryCodesMade): ["前のリカバリーコードは使えなくなりました。"]
        case (.japanese, .newDevice(let agent)):
            [
                "端末：\(DeviceProgram(agent).words(in: language))",
                "ブラウザーのCookieを消したときも、はじめての端末としてお知らせします。",
            ]
        case (.japanese, .madeVoid): ["もう一度利用するには、管理者に利用開始の案内メールを依頼してください。"]
        }
    }
}

extension SecondFactor {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .mail): "メール"
        case (.japanese, .app): "認証アプリ"
        }
    }
}
