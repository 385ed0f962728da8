import Telephony

extension DemoExtensionSettings.Group {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .reception): "見本 代表電話"
        case (.japanese, .support): "見本 サポート窓口"
        }
    }
}
