import Shell
import Telephony

extension PasswordProblem {
    /// Says what is wrong and how to mend it, and never repeats what was typed.
    func sentence(naming label: String, in language: Language) -> String {
        let (least, most, run) = (Passwords.length.lowerBound, Passwords.length.upperBound, Passwords.run)
        return switch (language, self) {
        case (.japanese, .empty): "\(label)を入力してください。"
        case (.japanese, .length(let count)): "\(label)は\(least)文字以上\(most)文字以内で入力してください（現在\(count)文字）。"
        case (.japanese, .otherCharacters): "\(label)は半角の英字と数字だけで入力してください。"
        case (.japanese, .digitsOnly): "\(label)には英字も入れてください（数字のみの設定はできません）。"
        case (.japanese, .equalRun): "\(label)には、0000、aaaaのように同じ文字を\(run)つ以上続けて入れないでください。"
        case (.japanese, .sequence): "\(label)には、1234、dcbaのように順に並ぶ文字を\(run)つ以上続けて入れないでください。"
        case (.japanese, .telephoneNumber): "\(label)には、ご契約の電話番号を入れないでください。"
        case (.japanese, .common): "\(label)は、よく使われていて、ほかの方に推測されやすいものです。別のパスワードを入力してください。"
        case (.japanese, .current): "\(label)は、現在のパスワードと違うものを入力してください。"
        }
    }
}

extension PasswordConfirmationProblem {
    func sentence(naming label: String, of new: String, in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .empty): "\(label)を入力してください。"
        case (.japanese, .different): "\(label)が\(new)と違います。同じパスワードをもう一度入力してください。"
        }
    }
}

extension PasswordEntry {
    /// The two controls of the forms for a new password.
    static func new(_ text: String, in language: Language) -> PasswordEntry {
        switch language {
        case .japanese: PasswordEntry("newPassword", label: "新しいパスワード", text)
        }
    }

    static func confirmation(_ text: String, in language: Language) -> PasswordEntry {
        switch language {
        case .japanese: PasswordEntry("confirmation", label: "新しいパスワード（確認）", text)
        }
    }
}

extension CurrentPassword.Refusal {
    func problem(asking whose: CurrentPassword.Whose = .own, in language: Language) -> Problem {
        let label = whose.label(in: language)
        return switch (language, self) {
        case (.japanese, .entry(let problem)):
            Problem(CurrentPassword.field, problem.sentence(naming: label, in: language))
        case (.japanese, .wrong), (.japanese, .passwordVoid), (.japanese, .sessionEnded):
            Problem(CurrentPassword.field, "\(label)が正しくありません。もう一度入力してください。")
        }
    }
}

extension CurrentPassword.Whose {
    /// As the templates label the control.
    func label(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .own): "現在のパスワード"
        case (.japanese, .administrators): "ご自身（管理者）のパスワード"
        }
    }
}

extension PasswordNumber.Standing {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .none): "未設定"
        case (.japanese, .void): "無効"
        case (.japanese, .mustChange): "次回変更が必要"
        case (.japanese, .set): "設定済み"
        }
    }
}

extension PasswordOfNumber.InForce {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .temporary): "電話で設定した仮パスワード（表示しません）"
        case (.japanese, .regular): "ほかの操作で設定されたパスワード（表示しません）"
        case (.japanese, .none): "使えるパスワードはありません"
        }
    }
}

extension PasswordHappening {
    /// What is in force after the change, for who has made it.
    func notice(in language: Language) -> Notice {
        switch (language, self) {
        case (.japanese, .changed): .changed(["パスワードを変更しました。次回からは新しいパスワードでログインしてください。"])
        case (.japanese, .setByAdministrator(let number)):
            .changed([
                "\(number.display)のパスワードを設定しました。新しいパスワードを、この番号をお使いの方にお伝えください。",
                "この番号でログインしていた画面は、すべてログアウトしました。次にログインしたときに、パスワードの変更が必要です。",
            ])
        }
    }
}

extension PasswordHappening: SecurityHappening {
    var kind: StaticString {
        switch self {
        case .changed: "security.password-changed"
        case .setByAdministrator: "security.password-set"
        }
    }

    func happening(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .changed): "パスワードが変更されました"
        case (.japanese, .setByAdministrator): "管理者がパスワードを設定しました"
        }
    }

    func details(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .changed): []
        case (.japanese, .setByAdministrator):
            [
                "新しいパスワードは、ご契約の管理者からお受け取りください。", "次にログインしたときに、ご自身でパスワードを変更していただきます。",
                "これまでのパスワードと仮パスワードは使えなくなりました。",
            ]
        }
    }
}

extension PasswordNumbersPage {
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "番号ごとのパスワード"
        }
    }

    /// The password of one number, as a setting.
    static func label(of number: PhoneNumber, in language: Language) -> String {
        switch language {
        case .japanese: "\(number.display)のパスワード"
        }
    }

    /// What was typed as a pattern is none.
    static func searchProblem(in language: Language) -> Problem {
        switch language {
        case .japanese: Problem("q", "電話番号の検索は、数字と「*」で入力してください。")
        }
    }
}

extension Passwords {
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "パスワード",
                events: [
                    "password.changed": "パスワードの変更",
                    "password.current-wrong": "現在のパスワードの間違い",
                    "password.voided": "パスワードの無効",
                    "password.set-by-administrator": "管理者によるパスワードの設定",
                ],
                // Which of a number's passwords it was.
                words: { value, _, _ in CredentialKind.name(stored: value, in: language) })
        }
    }
}

extension EnteredPasswordProblem {
    /// `label` is the name of the control or column.
    func sentence(naming label: String, in language: Language) -> String {
        let (least, most, digits) = (Passwords.length.lowerBound, Passwords.length.upperBound, TemporaryPassword.length)
        return switch (language, self) {
        case (.japanese, .empty): "\(label)を入力してください。"
        case (.japanese, .form):
            "\(label)は、半角の英字と数字\(least)〜\(most)文字（仮パスワードは数字\(digits)桁）です。入力された文字をお確かめください。間違いの回数には数えていません。"
        }
    }
}
