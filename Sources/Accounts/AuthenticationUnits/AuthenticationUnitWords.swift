import Shell
import Telephony

/// How the feature's values are said to people.
enum AuthenticationUnitWords {
    static func whoSignsIn(under unit: AuthenticationUnit, _ contractNumber: PhoneNumber) -> String {
        switch unit {
        case .line: "ログインできるのは、契約者回線番号\(contractNumber.display)だけです。"
        case .number: "それぞれの電話番号で、その番号のパスワードを使ってログインします。"
        case .administratorAndUser:
            "契約者回線番号\(contractNumber.display)が管理者、追加番号がユーザとして、それぞれの番号のパスワードでログインします。"
        }
    }
}

extension AuthenticationUnits {
    static let vocabulary = EventVocabulary<Person>(
        group: "認証単位",
        events: [
            "authentication-unit.changed": "認証単位の変更",
            "authentication-unit.password-taken-over": "認証単位の変更によるパスワードの引き継ぎ",
            "authentication-unit.password-removed": "認証単位の変更によるパスワードの削除",
            "authentication-unit.password-voided": "認証単位の変更によるパスワードの無効化",
            "authentication-unit.wrong-password": "認証単位変更でのパスワードの間違い",
        ])
}

extension AuthenticationUnitFacts.Standing {
    /// Why a number cannot show a password; empty when it can.
    var reason: String {
        switch self {
        case .serves: ""
        case .isVoid: "パスワードが無効になっています"
        case .isOnlyTemporary: "仮パスワードだけが設定されています"
        case .isMissing: "パスワードが設定されていません"
        }
    }

    var remedy: String {
        switch self {
        case .serves: ""
        case .isVoid, .isMissing: "その番号の電話から仮パスワードを設定し、ログインしてパスワードを決めてください。"
        case .isOnlyTemporary: "その番号でログインし、パスワードを決めてください。"
        }
    }
}

extension AuthenticationUnitConflict {
    var sentence: String {
        switch self {
        case .signedOut: "この画面で操作している間に、ログインが終了しました。ほかの方が認証単位を変更したか、パスワードまたは電話番号が変更されました。"
        case .unitChanged: "この画面で操作している間に、ほかの操作で認証単位が変更されました。"
        case .numbersChanged: "この画面で操作している間に、ご契約の電話番号またはサービスが変更されました。"
        case .passwordsChanged: "この画面で操作している間に、入力していただいたパスワードが変更されたか、無効になりました。"
        case .notProved: "パスワードを入力してから時間がたったか、ほかの変更のためのパスワードでした。"
        }
    }
}
