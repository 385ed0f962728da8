import Shell

extension SignIn {
    static let eventGroup = "ログイン・ログアウト"

    static let vocabulary = EventVocabulary<Person>(
        group: eventGroup,
        events: [
            "sign-in": "ログイン",
            "sign-in.failed": "ログインの失敗",
            "sign-in.refused": "ログインできない電話番号でのログインの失敗",
            "sign-in.throttled": "ログインの受け付けの制限",
            "sign-in.unlocked": "パスワードの間違いの回数の取り消し",
            "sign-out": "ログアウト",
        ],
        words: { value, _, _ in value.flatMap(CredentialKind.init(rawValue:))?.name })
}
