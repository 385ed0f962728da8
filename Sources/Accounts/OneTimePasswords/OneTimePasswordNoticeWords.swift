import Shell
import Telephony

extension OneTimePasswordNotice {
    /// For the mail's subject and its first sentence, without 「。」.
    func happening(in language: Language) -> String {
        switch language {
        case .japanese: japanese.happening
        }
    }

    /// More about it, a sentence or 「項目：値」 each.
    func details(in language: Language) -> [String] {
        switch language {
        case .japanese: japanese.details
        }
    }

    private var japanese: (happening: String, details: [String]) {
        switch self {
        case .registered(let address):
            (
                "ワンタイムパスワードの受信用メールアドレスが登録されました",
                ["受信用メールアドレス：\(address.masked)", "次回のログインから、このメールアドレスに届くワンタイムパスワードの入力が必要です。"]
            )
        case .addressChanged(let address):
            (
                "ワンタイムパスワードの受信用メールアドレスが変更されました",
                ["新しいメールアドレス：\(address.masked)（一部を伏せています）", "今後、このメールアドレスにワンタイムパスワードは届きません。"]
            )
        case .stopped:
            (
                "ワンタイムパスワードを利用しない設定に変更されました",
                ["今後は、電話番号とパスワードだけでログインできます。登録されていたメールアドレス、確認用ID、確認用パスワードは削除しました。"]
            )
        case .reset:
            ("ワンタイムパスワードの登録が取り消されました", ["次回のログインで、ワンタイムパスワードの利用をもう一度選択してください。"])
        case .secretsChanged(let fields):
            ("\(fields.map { $0.label(in: .japanese) }.joined(separator: "・"))が変更されました", [])
        case .blocked(let end):
            (
                "確認用IDまたは確認用パスワードが続けて\(OneTimePasswords.allowedConfirmationMisses)回間違えられました",
                ["\(end.dateAndTimeText(in: .japanese))まで使えなくしました。受信用メールアドレスは変わっていません。"]
            )
        case .missed:
            (
                "ワンタイムパスワードが\(OneTimePasswords.allowedMisses)回間違えられました",
                ["そのワンタイムパスワードを無効にして、ログアウトしました。"]
            )
        }
    }
}

extension OneTimePasswordEffect {
    func notice(in language: Language) -> Notice {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: Notice {
        switch self {
        case .codeSent:
            Notice("ワンタイムパスワードを送信しました", ["届いたメールの照合番号が、この画面の照合番号と同じであることを確かめてから入力してください。"])
        case .linkSent: Notice("メールを送信しました")
        case .registered: Notice("本登録が完了しました", ["受信用メールアドレスを登録しました。"])
        case .stopped: .changed(["ワンタイムパスワードを利用しない設定にしました。次回からは、電話番号とパスワードだけでログインできます。"])
        case .secretChanged(let field): .changed(["\(field.label(in: .japanese))を変更しました。"])
        // An address does not count yet, so that nothing may have changed.
        case .imported(let count) where count.registered > 0:
            Notice("一括設定を受け付けました", count.sentences(in: .japanese))
        case .imported(let count): .changed(count.sentences(in: .japanese))
        }
    }
}

extension OneTimePasswordBulk.Count {
    func sentences(in language: Language) -> [String] {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: [String] {
        var sentences: [String] = []
        if registered > 0 {
            sentences.append(
                "\(registered.inGroups)番号のメールアドレスに、本登録のためのメールを送りました。\(OneTimePasswords.linkLifetime.inHours)時間以内にメールのURLから本登録すると、そのメールアドレスを使います。"
            )
            if let delay { sentences.append(delay) }
        }
        if stopped > 0 { sentences.append("\(stopped.inGroups)番号を、利用しない設定にしました。") }
        if secrets > 0 { sentences.append("\(secrets.inGroups)番号の確認用ID・確認用パスワードを変更しました。") }
        return sentences
    }
}

extension OneTimePasswordBulk.Refusal {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.fileLost, .japanese): "CSVファイルが失われたため、設定しませんでした。もう一度お試しください。"
        case (.overtaken, .japanese):
            "処理の間に契約や設定が変わり、設定できない行ができたため、どの番号も設定しませんでした。もう一度CSVファイルを選択してください。"
        }
    }
}

extension OneTimePasswordConflict.Shown {
    func text(in language: Language) -> String {
        switch (self, language) {
        case (.stopping, .japanese): "利用しない"
        case (.notUsed, .japanese): "ワンタイムパスワードを利用しない"
        case (.used(let address), .japanese): "利用する（\(address?.masked ?? "")）"
        case (.otherSecret, .japanese): "ほかの操作で変更されています（表示しません）"
        case (.address(let address), _): address.text
        case (.secret, _): Conflict.secret(in: language)
        }
    }
}
