import Shell
import Telephony

extension History {
    /// What who did something is called.
    static func byHeading(in language: Language) -> String {
        switch language {
        case .japanese: "操作した電話番号"
        }
    }
}
