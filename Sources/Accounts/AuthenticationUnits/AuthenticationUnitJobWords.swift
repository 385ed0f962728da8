import Telephony

extension AuthenticationUnitJob.Refusal {
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .changed): "処理の間に、ほかの操作で認証単位または電話番号が変更されました。もう一度はじめからお試しください。"
        case (.japanese, .numberAdded): "処理の間に、ご契約に電話番号が追加されました。もう一度はじめからお試しください。"
        case (.japanese, .remarks(let count)):
            "\(count.inGroups)番号のパスワードを確認できませんでした。下の表の番号を直して、もう一度CSVファイルを選択してください。"
        }
    }
}

extension AuthenticationUnitJob.Remark {
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .wrong(false)): "パスワードが正しくありません。"
        case (.japanese, .wrong(true)):
            "パスワードが正しくありません。間違いが\(CredentialKind.regular.allowedMisses)回続いたため、このパスワードは無効になりました。"
        case (.japanese, .changed): "処理の間に、別の操作でパスワードが変更されました。"
        case (.japanese, .noPassword): "パスワードがないか、無効になっています。"
        case (.japanese, .notOfContract): "ご契約の電話番号ではなくなりました。"
        }
    }
}

extension AuthenticationUnitJob {
    /// All passwords were right, and what is left to do.
    static func proved(in language: Language) -> [String] {
        switch language {
        case .japanese:
            [
                "すべての電話番号のパスワードを確認しました。認証単位はまだ変更していません。",
                "\(AuthenticationUnitProof.lifetime.inHours)時間以内に「戻る」を押して、内容を確かめてから変更してください。",
            ]
        }
    }
}
