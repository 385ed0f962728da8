import Telephony

extension SiteIdentity {
    static func usualName(in language: Language) -> String {
        switch language {
        case .japanese: "ひかり電話設定サイト"
        }
    }

    static func usualContact(in language: Language) -> String {
        switch language {
        case .japanese: "ご不明な点は、ご契約の窓口までお問い合わせください。"
        }
    }
}
