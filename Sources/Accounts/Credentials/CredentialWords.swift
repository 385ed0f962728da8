import Shell
import Telephony

extension CredentialKind {
    /// What pages and mails call it.
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .regular): "パスワード"
        case (.japanese, .temporary): "仮パスワード"
        }
    }

    /// How the audit trail's word for a kind is read.
    static func name(stored: String?, in language: Language) -> String? {
        stored.flatMap(CredentialKind.init(rawValue:))?.name(in: language)
    }
}

extension CredentialHappening: SecurityHappening {
    var kind: StaticString {
        switch self {
        case .spent, .usedTemporary: "security.password-voided"
        case .unlocked: "security.password-unlocked"
        }
    }

    func happening(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .spent([.temporary])): "仮パスワードが無効になりました"
        case (.japanese, .spent), (.japanese, .usedTemporary): "パスワードが無効になりました"
        case (.japanese, .unlocked): "パスワードの間違いの回数が取り消されました"
        }
    }

    func details(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .spent(let kinds)):
            kinds.map { "\($0.name(in: language))の間違いが続けて\($0.allowedMisses)回ありました。" }
                + ["ログインするには、ご契約の電話から仮パスワードを設定し直してください。"]
        case (.japanese, .usedTemporary):
            ["仮パスワードでログインがあったため、これまでのパスワードは使えなくなりました。ログインした方が、続けて新しいパスワードを設定します。"]
        case (.japanese, .unlocked(let kinds)):
            ["\(kinds.map { $0.name(in: language) }.joined(separator: "と"))が、また使えます。"]
        }
    }
}
