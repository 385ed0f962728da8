package import Telephony

extension Actor {
    /// From where somebody has done it: a telephone, with the number that called.
    package func place(in language: Language) -> String {
        let words = ClientWords.text(for: client, in: language)
        guard isAtTelephone, let number else { return words }
        switch language {
        case .japanese: return "\(words)（\(number.display)）"
        }
    }
}

/// Where the audit trail says that something was done, as people read it.
package enum ClientWords {
    package static func text(for client: String, in language: Language) -> String {
        switch (language, client) {
        case (.japanese, "operator"): "運用者"
        case (.japanese, "telephone"): "電話"
        case (.japanese, "automatic"): "自動"
        default: client
        }
    }
}
