import Shell
import Telephony

extension SignInProblem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .noNumber): Problem("telephoneNumber", "電話番号を入力してください。")
        case (.japanese, .notNumber): Problem("telephoneNumber", "電話番号は市外局番から、数字10桁または11桁で入力してください。")
        case (.japanese, .noPassword): Problem("password", "パスワードを入力してください。")
        case (.japanese, .refused): Problem("telephoneNumber", "電話番号またはパスワードが正しくありません。")
        }
    }
}

extension SignIn {
    static func eventGroup(in language: Language) -> String {
        switch language {
        case .japanese: "ログイン・ログアウト"
        }
    }

    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: eventGroup(in: language),
                events: [
                    "sign-in": "ログイン",
                    "sign-in.failed": "ログインの失敗",
                    "sign-in.refused": "ログインできない電話番号でのログインの失敗",
                    "sign-in.throttled": "ログインの受け付けの制限",
                    "sign-in.unlocked": "パスワードの間違いの回数の取り消し",
                    "sign-out": "ログアウト",
                ],
                words: { value, _, _ in CredentialKind.name(stored: value, in: language) })
        }
    }
}
