import Telephony

extension Outbox {
    @Sendable
    static func vocabulary<Person: Visitor>(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese: EventVocabulary(group: "そのほか", events: ["mail.retry": "メールの再送"])
        }
    }

    static func delaySentence(in language: Language) -> String {
        switch language {
        case .japanese: "メールの送信が遅れています。届くまで、しばらくお待ちください。"
        }
    }
}
