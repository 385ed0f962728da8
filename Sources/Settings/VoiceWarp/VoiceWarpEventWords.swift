import Accounts
import Shell
import Telephony

/// The lines of the audit trail, as 操作履歴 says them.
extension VoiceWarp {
    @Sendable
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        EventVocabulary(
            group: name(in: language), events: events(in: language),
            words: { value, part, event in part == .subject ? nil : words(value, of: event, in: language) })
    }

    static func events(in language: Language) -> [String: String] {
        switch language {
        case .japanese:
            [
                "voice-warp.service": "ボイスワープの開始／停止設定",
                "voice-warp.destination": "ボイスワープの転送先電話番号設定",
                "voice-warp.choice": "ボイスワープの使う転送先の設定",
                "voice-warp.select": "セレクト機能の開始／停止設定",
                "voice-warp.listed": "セレクト機能のリストへの追加",
                "voice-warp.unlisted": "セレクト機能のリストからの削除",
            ]
        }
    }

    /// What the trail holds, as people read it.
    static func words(_ value: String?, of event: String, in language: Language) -> String {
        guard let value else { return unset(in: language) }
        let words = value.split(separator: " ", maxSplits: 2).map(String.init)
        switch event {
        case "voice-warp.service":
            return words.first.flatMap(Mode.init)?.words(
                seconds: words.count > 1 ? Int(words[1]) ?? 0 : 0, in: language) ?? value
        case "voice-warp.destination":
            guard words.count > 1, let place = Int(words[0]), let number = PhoneNumber(clean: words[1]) else {
                return value
            }
            let entry = Place(place: place, destination: number, name: words.count > 2 ? words[2] : "")
            return label(ofPlace: place, in: language) + " " + Self.words(entry, in: language)
        case "voice-warp.choice": return label(ofPlace: Int(value) ?? 0, in: language)
        case "voice-warp.select": return Select(rawValue: value)?.words(in: language) ?? value
        default: return PhoneNumber(clean: value)?.display ?? value
        }
    }
}
