import Shell
import Telephony

extension CompanyPrograms {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "プログラム連携",
                events: [
                    "token.added": "プログラム用トークンの発行",
                    "token.removed": "プログラム用トークンの取り消し",
                    "order.by-program": "プログラムからの申し込み",
                ])
        }
    }
}
