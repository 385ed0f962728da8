import Telephony

extension MailComposer {
    /// Before the subject of every mail of a demonstration.
    static func demoMark(in language: Language) -> String {
        switch language {
        case .japanese: "【見本】"
        }
    }
}
