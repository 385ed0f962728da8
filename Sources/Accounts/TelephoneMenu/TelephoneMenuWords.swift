package import Shell
package import Telephony

extension TelephoneMenu {
    package static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "電話での設定",
                events: [
                    "telephone-menu.temporary-password": "電話での仮パスワードの設定",
                    "telephone-menu.unit": "電話での認証単位の設定",
                ])
        }
    }
}

extension TelephoneMenu.Happening {
    func happening(in language: Language) -> String {
        switch language {
        case .japanese: "電話で仮パスワードが設定されました"
        }
    }

    func details(in language: Language) -> [String] {
        switch language {
        case .japanese:
            ["仮パスワードを設定した電話：\(order.caller.display)"]
                + (setsUnit ? ["認証単位：\(order.target.unit.name(in: .japanese))"] : [])
                + ["仮パスワードでログインするまでは、これまでのパスワードも使えます。"]
        }
    }
}
