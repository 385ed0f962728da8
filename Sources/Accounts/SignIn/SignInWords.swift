package import Shell
import Telephony

extension SignInProblem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .noNumber): Problem("telephoneNumber", "電話番号を入力してください。")
        case (.japanese, .notNumber): Problem("telephoneNumber", "電話番号は市外局番から、数字10桁または11桁で入力してください。")
        case (_, .password(let problem)): Problem("password", problem.sentence(naming: "パスワード", in: language))
        case (.japanese, .stale):
            Problem("password", "このページを開いたあとにほかの画面でログアウトしたか、時間がたったため、ログインできませんでした。パスワードを入力して、もう一度「ログイン」を押してください。")
        case (.japanese, .refused): Problem("telephoneNumber", "電話番号またはパスワードが正しくありません。")
        }
    }
}

extension SignIn {
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: SignInStep.eventGroup(in: language),
                events: [
                    "sign-in": "ログイン",
                    "sign-in.failed": "ログインの失敗",
                    "sign-in.refused": "ログインできない電話番号でのログインの失敗",
                    "sign-in.throttled": "ログインの受け付けの制限",
                    "sign-in.unlocked": "パスワードの間違いの回数の取り消し",
                    "sign-out": "ログアウト",
                    "request.refused": "受け付けられない操作",
                ],
                words: { value, part, event in
                    switch (event, part) {
                    case ("request.refused", .subject): value.map { "受付番号\($0)" }
                    default: CredentialKind.name(stored: value, in: language)
                    }
                })
        }
    }
}

extension SignInWait {
    /// 「あと約40秒」.
    func words(in language: Language) -> String {
        switch (language, seconds / 60, seconds % 60) {
        case (.japanese, 0, let seconds): "あと約\(seconds)秒"
        case (.japanese, let minutes, 0): "あと約\(minutes)分"
        case (.japanese, let minutes, let seconds): "あと約\(minutes)分\(seconds)秒"
        }
    }
}

/// What the owner of a number is told about sign-ins.
enum SignInHappening: SecurityHappening {
    /// The right password, entered in a browser where the number was not known; with what the browser says of itself.
    case newDevice(String)

    var kind: StaticString { "security.new-device" }

    func happening(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .newDevice): "はじめての端末からログインがありました"
        }
    }

    func details(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .newDevice(let agent)):
            [
                "端末：\(DeviceProgram(agent).words(in: language))",
                "ブラウザーのCookieを消したときも、はじめての端末としてお知らせします。",
            ]
        }
    }
}

extension SessionEnd.Cause {
    /// The last allowed wrong entry of the current password has voided it.
    package static let passwordVoid = SessionEnd.Cause(rawValue: "passwordVoid")

    /// Nil for what the address only claims to be a cause.
    func words(in language: Language) -> (heading: String, sentence: String)? {
        switch (language, self) {
        case (.japanese, .expired): ("自動的にログアウトしました", "操作のない時間が続いたか、ログインから長い時間がたったため、ログアウトしました。もう一度ログインしてください。")
        case (.japanese, .elsewhere):
            (
                "ログアウトされています",
                "別の画面やほかの端末での操作（ログアウト、パスワードの変更、認証単位の変更など）により、ログアウトされています。もう一度ログインしてください。"
            )
        case (.japanese, .passwordVoid):
            (
                "パスワードが無効になりました",
                "現在のパスワードの入力を\(CredentialKind.regular.allowedMisses)回（仮パスワードは\(CredentialKind.temporary.allowedMisses)回）続けて間違えたため、無効になりました。ご契約の電話から仮パスワードを設定して、ログインしてください。"
            )
        default: nil
        }
    }
}

extension SessionEnd.Input {
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .kept): "入力された内容は保存してあります。同じブラウザーでログインすると、続きから操作できます。"
        case (.japanese, .lost): "入力された内容は保存されていません。設定も変わっていません。ログインしてから、もう一度入力してください。"
        }
    }
}
