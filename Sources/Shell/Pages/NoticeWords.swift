import Telephony

extension Notice.Heading {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .changed): "設定を変更しました"
        case (.japanese, .kept): "設定は変更していません"
        case (_, .own(let text)): text
        }
    }

    /// What stands below it before the sentences of the notice.
    func sentences(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .kept): ["いまの設定のままにしました。"]
        case (_, .changed), (_, .own): []
        }
    }
}
