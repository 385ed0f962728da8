package import Telephony

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
