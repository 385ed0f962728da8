import Shell
import Telephony

extension Problem {
    static func demoNumberUnknown(in language: Language) -> Problem {
        switch language {
        case .japanese: Problem("to", "内線番号、または契約の外線番号を入力してください（例：22-201）。外からかけるときは外線番号です。")
        }
    }
}
