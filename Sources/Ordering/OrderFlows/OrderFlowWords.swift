import Telephony

extension OrderAgreementPage {
    static func notAgreed(in language: Language) -> String {
        switch language {
        case .japanese: "「上記内容に同意します」にチェックを入れてください。"
        }
    }
}
