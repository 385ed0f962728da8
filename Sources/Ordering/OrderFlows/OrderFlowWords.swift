import Telephony

extension OrderAgreementPage {
    static func notAgreed(in language: Language) -> String {
        switch language {
        case .japanese: "「上記内容に同意します」にチェックを入れてください。"
        }
    }
}

extension OrderPolicy {
    /// Whom one may ask, and when that is answered (VOICE-5).
    func contactNote(_ contact: String, in language: Language) -> String {
        switch language {
        case .japanese: "お問い合わせ先：\(contact)（弊社営業日の\(answerHours.begin)～\(answerHours.end)にご回答します）"
        }
    }
}
