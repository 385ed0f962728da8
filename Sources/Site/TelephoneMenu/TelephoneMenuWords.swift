extension TelephoneMenu: EventVocabulary {
    public static var eventGroup: String { "電話での設定" }

    public static var eventWords: [String: String] {
        [
            "telephone-menu.temporary-password": "電話での仮パスワードの設定",
            "telephone-menu.unit": "電話での認証単位の設定",
        ]
    }
}
