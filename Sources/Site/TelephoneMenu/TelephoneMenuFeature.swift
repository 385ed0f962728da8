/// The menu has no pages: call servers reach it by their own ways. What it changes is read in the history.
extension TelephoneMenu: Feature {
    public static func routes(_ services: Services) -> [SiteRoute] { [] }

    public static var eventWords: [String: String] {
        [
            "telephone-menu.temporary-password": "電話での仮パスワードの設定",
            "telephone-menu.unit": "電話での認証単位の設定",
        ]
    }
}
