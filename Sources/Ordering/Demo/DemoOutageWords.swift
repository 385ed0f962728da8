import Telephony

extension DemoOutages {
    static func text(in language: Language) -> String {
        switch language {
        case .japanese: "（見本）設備の故障により、内線も外線もご利用いただけない状態です。"
        }
    }
}
