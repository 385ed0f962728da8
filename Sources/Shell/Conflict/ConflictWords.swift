package import Telephony

extension Conflict {
    /// Said of a secret instead of what was typed.
    package static func secret(in language: Language) -> String {
        switch language {
        case .japanese: "入力した内容（表示しません）"
        }
    }
}

extension Authorship.Author {
    /// Stands before 「が同じ設定を変更しました。」
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .person(let number)): "\(number.display)でログインした方"
        case (_, .client(let client)): ClientWords.text(for: client, in: language)
        case (_, .named(let words)): words
        }
    }
}
