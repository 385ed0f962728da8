import Accounts
import Shell
import Telephony

extension PresentPassword.Refusal {
    func problem(in language: Language) -> Problem { Problem(PresentPassword.field, sentence(in: language)) }

    private func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .empty): "現在のパスワードを入力してください。"
        case (.japanese, .void(let until)):
            "パスワードの間違いが続いたため、\(until.dateAndTimeText(in: language))まで変更できません。それより後に、もう一度お試しください。"
        case (.japanese, .wrong), (.japanese, .voided), (.japanese, .sessionEnded):
            "現在のパスワードが正しくありません。もう一度入力してください。"
        }
    }
}

extension Notice {
    static func ownFactorChosen(_ factor: SecondFactor, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice(
                "確認コードの受け取り方を変更しました",
                ["次のログインから、\(factor.name(in: language))の確認コードを入力します。", "ほかの画面や端末は、すべてログアウトしました。"])
        }
    }
}

extension OwnAccount {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: Entrance.eventGroup(in: language),
                events: [
                    "password.changed": "パスワードの変更",
                    "password.missed": "現在のパスワードの入力間違い",
                    "session.ended": "ほかの端末のログアウト",
                ],
                words: { value, part, _ in part == .after ? value.flatMap { Int($0) }.map { "\($0)件" } : nil })
        }
    }
}
