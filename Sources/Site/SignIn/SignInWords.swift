extension SignIn {
    public static var eventGroup: String { "ログイン・ログアウト" }

    public static var eventWords: [String: String] {
        [
            "sign-in": "ログイン",
            "sign-in.failed": "ログインの失敗",
            "sign-in.refused": "ログインできない電話番号でのログインの失敗",
            "sign-in.throttled": "ログインの受け付けの制限",
            "sign-in.unlocked": "パスワードの間違いの回数の取り消し",
            "sign-out": "ログアウト",
        ]
    }

    public static func words(for value: String?, _ part: AuditPart, of event: String) -> String? {
        value.flatMap(CredentialKind.init(rawValue:))?.name
    }
}
