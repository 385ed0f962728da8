import Telephony

/// What can be set about signing in.
extension ServiceSelection.SignInSetting.Subject {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.password, .japanese): "パスワード変更"
        case (.oneTimePassword, .japanese): "ワンタイムパスワード"
        case (.passwordsOfNumbers, .japanese): "番号ごとのパスワード"
        case (.authenticationUnit, .japanese): "認証単位変更"
        case (.devices, .japanese): "ログイン中の端末"
        case (.history, .japanese): "操作履歴"
        }
    }

    func purpose(in language: Language) -> String {
        switch (self, language) {
        case (.password, .japanese): "ログインに使うパスワードを変更します。"
        case (.oneTimePassword, .japanese): "メールで届く数字での確認について、利用選択やメールアドレスを変更します。"
        case (.passwordsOfNumbers, .japanese):
            "ご契約の電話番号のパスワードを設定します。CSVファイルでまとめて設定することもできます。"
        case (.authenticationUnit, .japanese): "どの電話番号でログインし、どの番号の設定をするかを変更します。"
        case (.devices, .japanese): "どこでログインしているかを確かめ、心当たりのない端末をログアウトさせます。"
        case (.history, .japanese): "ログインや設定の変更など、いつ、どこから、何が行われたかを確認します。"
        }
    }
}
