import Shell
package import Telephony

extension OneTimePasswords {
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese: EventVocabulary(group: "ワンタイムパスワード", events: japaneseEvents)
        }
    }

    private static let japaneseEvents = [
        "one-time-password.not-used": "ワンタイムパスワードを利用しないことに同意",
        "one-time-password.link-sent": "ワンタイムパスワードの受信用メールアドレスを仮登録",
        "one-time-password.registered": "ワンタイムパスワードの受信用メールアドレスを本登録",
        "one-time-password.address-changed": "ワンタイムパスワードの受信用メールアドレスを変更",
        "one-time-password.sent": "ワンタイムパスワードを送信",
        "one-time-password.accepted": "ワンタイムパスワードを確認してログイン",
        "one-time-password.failed": "ワンタイムパスワードの入力間違い",
        "one-time-password.voided": "ワンタイムパスワードの入力間違い\(allowedMisses)回でログアウト",
        "one-time-password.confirmation-accepted": "確認用ID・確認用パスワードを確認",
        "one-time-password.confirmation-failed": "確認用ID・確認用パスワードの入力間違い",
        "one-time-password.confirmation-blocked":
            "確認用ID・確認用パスワードの入力間違い\(allowedConfirmationMisses)回で\(blockTime.inHours)時間停止",
        "one-time-password.id-changed": "確認用IDを変更",
        "one-time-password.confirmation-password-changed": "確認用パスワードを変更",
        "one-time-password.secrets-changed": "確認用ID・確認用パスワードを変更",
        "one-time-password.stopped": "ワンタイムパスワードを利用しない設定に変更",
        "one-time-password.reset": "ワンタイムパスワードの登録を取り消し",
    ]

    /// 「4分32秒」
    package static func timeText(_ seconds: Int, in language: Language) -> String {
        switch language {
        case .japanese: seconds < 60 ? "\(seconds)秒" : "\(seconds / 60)分\(seconds % 60)秒"
        }
    }

    /// What a setting's own page is called.
    static func settingsTitle(in language: Language) -> String {
        switch language {
        case .japanese: "ワンタイムパスワードの設定"
        }
    }

    static func importTitle(in language: Language) -> String {
        switch language {
        case .japanese: "ワンタイムパスワード各種一括設定"
        }
    }
}

extension OneTimePasswordField {
    /// As its form calls it.
    func label(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        switch self {
        case .use: "利用選択"
        case .send, .oneTimePassword: "ワンタイムパスワード"
        case .mailAddress: "受信用メールアドレス"
        case .confirmationID: "確認用ID"
        case .confirmationPassword: "確認用パスワード"
        case .confirmationPasswordAgain: "確認用パスワード（確認）"
        case .currentConfirmationID: "現在の確認用ID"
        case .newConfirmationID: "新しい確認用ID"
        case .newConfirmationIDAgain: "新しい確認用ID（確認）"
        case .currentConfirmationPassword: "現在の確認用パスワード"
        case .newConfirmationPassword: "新しい確認用パスワード"
        case .newConfirmationPasswordAgain: "新しい確認用パスワード（確認）"
        case .currentPassword: "現在のパスワード"
        }
    }
}

extension OneTimePasswordProblem {
    /// Says what is wrong and how to mend it.
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        let rules = OneTimePasswords.self
        func label(_ field: Field) -> String { field.label(in: .japanese) }
        func label(_ fields: [Field]) -> String { fields.map(label).joined(separator: "または") }
        return switch self {
        case .useNotChosen: "「ワンタイムパスワードを利用する」または「ワンタイムパスワードを利用しない」を選択してください。"
        case .missing(let field): "\(label(field))を入力してください。"
        case .confirmationForm(let field):
            "\(label(field))は、半角の英字と数字\(ConfirmationID.lengths.lowerBound)〜\(ConfirmationID.lengths.upperBound)文字です。入力された文字をお確かめください。間違いの回数には数えていません。"
        case .address(let problem): problem.sentence(naming: label(.mailAddress), in: .japanese)
        case .id(let problem, let field): problem.sentence(naming: label(field), in: .japanese)
        case .password(let problem, let field, let other):
            problem.sentence(naming: label(field), unlike: label(other), in: .japanese)
        case .notRepeated(let again, let field): "\(label(again))が\(label(field))と違います。同じものをもう一度入力してください。"
        case .sameAsCurrent(let field, let current): "\(label(field))は、\(label(current))と違うものを入力してください。"
        case .code(let problem): problem.sentence(in: .japanese)
        case .wrongCode(let left):
            "ワンタイムパスワードが正しくありません。照合番号が同じメールに書かれた数字\(OneTimePasswordCode.length)桁を入力してください（あと\(left)回間違えると、ログアウトします）。"
        case .codeNotSent: "先に「ワンタイムパスワードを送信」を押してください。"
        case .codeExpired:
            "ワンタイムパスワードの有効時間（\(rules.codeLifetime.inSeconds)秒）が過ぎました。もう一度ログインして、新しいワンタイムパスワードを受け取ってください。"
        case .tooManySendings(let until):
            "\(rules.sendingWindow.inMinutes)分間に送信できるのは\(rules.allowedSendings)回までです。\(until.dateAndTimeText(in: .japanese))より後に、もう一度お試しください。"
        case .tooManyMisses(let until):
            "ワンタイムパスワードの間違いが\(rules.missWindow.inHours)時間に\(rules.allowedMissesOfNumber)回あったため、\(until.dateAndTimeText(in: .japanese))まで送信できません。パスワードをほかの方に知られているおそれがあります。"
        case .tooManyLinksToAddress:
            OneTimePasswordFile.LineProblem.tooManyToAddress.reason(in: .japanese)
                + OneTimePasswordFile.LineProblem.tooManyToAddress.remedy(in: .japanese)
        case .wrongConfirmation(let fields, let left):
            "\(label(fields))が正しくありません。もう一度入力してください（あと\(left)回間違えると、\(rules.blockTime.inHours)時間使えなくなります）。"
        case .confirmationBlocked(let fields, let until):
            "続けて\(rules.allowedConfirmationMisses)回間違えたため、\(label(fields))は\(until.dateAndTimeText(in: .japanese))まで使えません。"
        }
    }
}

extension OneTimePasswordCodeProblem {
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        let length = OneTimePasswordCode.length
        return switch self {
        case .empty: "ワンタイムパスワードを入力してください。"
        case .notDigits: "ワンタイムパスワードは数字だけで入力してください（数字以外の文字が入っています）。"
        case .tooFew(let count): "ワンタイムパスワードの桁数が足りません。数字\(length)桁で入力してください（現在\(count)桁）。"
        case .tooMany(let count): "ワンタイムパスワードの桁数が多すぎます。数字\(length)桁で入力してください（現在\(count)桁）。"
        }
    }
}

extension ConfirmationIDProblem {
    func sentence(naming label: String, in language: Language) -> String {
        switch language {
        case .japanese: japanese(label)
        }
    }

    private func japanese(_ label: String) -> String {
        let lengths = ConfirmationID.lengths
        return switch self {
        case .empty: "\(label)を入力してください。"
        case .length(let count):
            "\(label)は\(lengths.lowerBound)文字以上\(lengths.upperBound)文字以内で入力してください（現在\(count)文字）。"
        case .otherCharacters: "\(label)は半角の英字と数字だけで入力してください。"
        case .digitsOnly: "\(label)には英字も入れてください（数字のみの設定はできません）。"
        case .upperCaseOnly: "\(label)には英字の小文字か数字も入れてください（英字大文字のみの設定はできません）。"
        case .lowerCaseOnly: "\(label)には英字の大文字か数字も入れてください（英字小文字のみの設定はできません）。"
        }
    }
}

extension ConfirmationPasswordProblem {
    /// `other` is what the form calls the password that it must not be.
    func sentence(naming label: String, unlike other: String = "", in language: Language) -> String {
        switch (self, language) {
        case (.ofPassword(let problem), _): problem.sentence(naming: label, in: language)
        case (.noDigit, .japanese): "\(label)には数字も入れてください（英字のみの設定はできません）。"
        case (.sameAsOther, .japanese): "\(label)は、\(other)と違うものを入力してください。"
        }
    }
}
