import Accounts
import Shell
import Telephony

extension EntranceProblem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .address(let problem)):
            Problem("mailAddress", problem.sentence(naming: "メールアドレス", in: language))
        case (.japanese, .noPassword): Problem("password", "パスワードを入力してください。")
        case (.japanese, .stale):
            Problem("password", "このページを開いたあとにほかの画面でログアウトしたか、時間がたったため、ログインできませんでした。パスワードを入力して、もう一度「ログイン」を押してください。")
        case (.japanese, .staleAddress):
            Problem("mailAddress", "このページを開いてから時間がたったため、まだ送信していません。もう一度「メールを送信」を押してください。")
        case (.japanese, .refused): Problem("mailAddress", "メールアドレスまたはパスワードが正しくありません。")
        }
    }
}

extension SecondFactorProblem {
    /// - Parameter field: the control that the sentence belongs to, where it is no other's.
    func problem(in language: Language, field: String = "code") -> Problem {
        switch self {
        case .tooManySendings: Problem("send", sentence(in: language))
        case .noChoice: Problem("choice", sentence(in: language))
        default: Problem(field, sentence(in: language))
        }
    }

    private func sentence(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        let rules = OneTimePasswords.self
        return switch self {
        case .code(let problem): japanese(problem)
        case .noRecoveryCode: "リカバリーコードを、控えたとおりに入力してください。例：ABCDE-FGHJK"
        case .wrong(let left): "確認コードが正しくありません。もう一度入力してください（あと\(left)回間違えると、ログアウトします）。"
        case .wrongRecoveryCode(let left):
            "リカバリーコードが正しくないか、すでに使われています。控えをお確かめください（あと\(left)回間違えると、ログアウトします）。"
        case .usedBefore: "この確認コードはすでに使われました。認証アプリの表示が変わるのを待って、新しい確認コードを入力してください。"
        case .wrongAppCode: "確認コードが正しくありません。認証アプリにいま表示されている数字を入力してください。スマートフォンの時刻がずれていないことも、お確かめください。"
        case .notSent: "先に「確認コードを送信」を押してください。"
        case .expired: "確認コードの有効時間（\(rules.codeLifetime.inSeconds)秒）が過ぎました。もう一度「確認コードを送信」を押して、新しい確認コードを受け取ってください。"
        case .tooManySendings(let until):
            "\(rules.sendingWindow.inMinutes)分間に送信できるのは\(rules.allowedSendings)回までです。\(until.dateAndTimeText(in: .japanese))より後に、もう一度お試しください。"
        case .tooManyMisses(let until):
            "確認コードの間違いが\(rules.missWindow.inHours)時間に\(rules.allowedMissesOfNumber)回あったため、\(until.dateAndTimeText(in: .japanese))まで受け付けられません。パスワードをほかの方に知られているおそれがあります。"
        case .noChoice: "確認コードの受け取り方を選択してください。"
        }
    }

    private func japanese(_ problem: OneTimePasswordCodeProblem) -> String {
        let length = OneTimePasswordCode.length
        return switch problem {
        case .empty: "確認コードを入力してください。"
        case .notDigits: "確認コードは数字だけで入力してください（数字以外の文字が入っています）。"
        case .tooFew(let count): "確認コードの桁数が足りません。数字\(length)桁で入力してください（現在\(count)桁）。"
        case .tooMany(let count): "確認コードの桁数が多すぎます。数字\(length)桁で入力してください（現在\(count)桁）。"
        }
    }
}

extension Notice {
    static func secondFactorSent(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("確認コードを送信しました", ["メールに書かれた数字を入力してください。"])
        }
    }

    static func passwordSet(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("新しいパスワードを設定しました", ["ほかの画面や端末は、すべてログアウトしました。"])
        }
    }

    static func secondFactorChosen(_ factor: SecondFactor, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("確認コードの受け取り方を設定しました", ["次のログインから、\(factor.name(in: language))の確認コードを入力します。"])
        }
    }
}

extension Entrance {
    /// Nil for what the address only claims to be a cause.
    static func words(of cause: SessionEnd.Cause, in language: Language) -> (heading: String, sentence: String)? {
        switch (language, cause) {
        case (.japanese, .expired): ("自動的にログアウトしました", "操作のない時間が続いたか、ログインから長い時間がたったため、ログアウトしました。もう一度ログインしてください。")
        case (.japanese, .elsewhere):
            (
                "ログアウトされています",
                "別の画面やほかの端末での操作（ログアウト、パスワードの変更、管理者による無効化など）でログアウトされたか、許可されていないネットワークから接続しています。もう一度ログインしてください。"
            )
        case (.japanese, .passwordVoid):
            (
                "パスワードが一時的に使えなくなりました",
                "現在のパスワードの間違いが\(PasswordStanding.allowedMisses)回続いたため、ログアウトしました。\(PasswordStanding.voidTime.inMinutes)分たってから、もう一度ログインしてください。"
            )
        default: nil
        }
    }

    static func sentence(of input: SessionEnd.Input, in language: Language) -> String {
        switch (language, input) {
        case (.japanese, .kept): "入力された内容は保存してあります。同じブラウザーでログインすると、続きから操作できます。"
        case (.japanese, .lost): "入力された内容は保存されていません。申し込みも設定の変更もされていません。ログインしてから、もう一度入力してください。"
        }
    }

    /// What events of sign-ins are found under.
    static func eventGroup(in language: Language) -> String {
        switch language {
        case .japanese: "ログイン・ログアウト"
        }
    }

    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: eventGroup(in: language),
                events: [
                    "sign-in": "ログイン",
                    "sign-in.password": "パスワードを確認",
                    "sign-in.failed": "ログインの失敗",
                    "sign-in.refused": "ログインできないメールアドレスでのログインの失敗",
                    "sign-in.foreign-network": "許可されていないネットワークからのログイン",
                    "sign-in.throttled": "ログインの受け付けの制限",
                    "sign-out": "ログアウト",
                    "password.voided": "パスワードの一時的な無効化",
                    "password.set": "パスワードの設定",
                    "second-factor.sent": "確認コードの送信",
                    "second-factor.failed": "確認コードの入力間違い",
                    "second-factor.voided": "確認コードの入力間違いによるログアウト",
                    "recovery-codes.made": "リカバリーコードの作成",
                    "second-factor.chosen": "確認コードの受け取り方の設定",
                    "account.activated": "利用開始",
                    "account.identity-missed": "本人確認の間違い",
                    "account.password-link": "パスワード再設定メールの送信",
                    "request.refused": "受け付けられない操作",
                ],
                words: { value, part, event in
                    switch (event, part, value) {
                    case ("request.refused", .subject, let value?): "受付番号\(value)"
                    case ("sign-in", .after, "recovery"): "リカバリーコード"
                    case (_, .before, let value?), (_, .after, let value?):
                        SecondFactor(rawValue: value)?.name(in: .japanese)
                    default: nil
                    }
                })
        }
    }
}

extension Identity.Problem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .empty(let field)): Problem(field.rawValue, "\(field.label(in: language))を入力してください。")
        case (.japanese, .address(let problem)):
            Problem("mailAddress", problem.sentence(naming: "メールアドレス", in: language))
        case (.japanese, .notTelephone): Problem("telephone", "電話番号は市外局番から、数字10桁または11桁で入力してください。")
        case (.japanese, .wrong(let left)):
            Problem("mailAddress", "登録されている内容と一致しません。会社に登録されているとおりに入力してください（あと\(left)回間違えると、このURLは使えなくなります）。")
        case (.japanese, .stale):
            Problem("mailAddress", "このページを開いてから時間がたったため、まだ確認できていません。お手数ですが、もう一度「次へ」を押してください。")
        }
    }
}

extension Identity.Field {
    func label(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .mailAddress): "メールアドレス"
        case (.japanese, .name): "氏名"
        case (.japanese, .telephone): "電話番号"
        }
    }
}
