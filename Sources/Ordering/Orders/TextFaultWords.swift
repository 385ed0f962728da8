package import Telephony

extension TextFault {
    package func sentence(naming label: String, in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .missing): "\(label)を入力してください。"
        case (.japanese, .controlCharacter): "\(label)に使えない文字（制御文字）があります。入力し直してください。"
        case (.japanese, .tooLong(let limit, let count)): "\(label)は\(limit)文字以内で入力してください（現在\(count)文字）。"
        }
    }
}
