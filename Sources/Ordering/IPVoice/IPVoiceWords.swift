import Shell
import Telephony

extension IPVoice {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "音声契約", events: ["voice-contract.added": "音声契約の追加"], isShown: { $0.rights.knows(.ipVoice) })
        }
    }
}
