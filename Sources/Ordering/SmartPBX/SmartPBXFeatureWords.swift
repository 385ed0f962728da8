import Shell
import Telephony

extension SmartPBX {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "付加機能",
                events: [
                    "interconnect.set": "\(FlexibleInterConnect.name(in: language))の登録",
                    "interconnect.removed": "\(FlexibleInterConnect.name(in: language))の登録の取り消し",
                ], words: { _, _, _ in nil }, isShown: { $0.rights.knows(.smartPBX) })
        }
    }
}

extension FlexibleInterConnect {
    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "Flexible InterConnect接続機能"
        }
    }
}
