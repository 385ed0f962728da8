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
}
