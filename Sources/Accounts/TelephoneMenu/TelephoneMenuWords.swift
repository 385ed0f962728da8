package import Shell

extension TelephoneMenu {
    /// The menu has no pages, but what it does is in the trail.
    package static let feature = Feature<Person>(
        vocabulary: EventVocabulary(
            group: "電話での設定",
            events: [
                "telephone-menu.temporary-password": "電話での仮パスワードの設定",
                "telephone-menu.unit": "電話での認証単位の設定",
            ]))
}
