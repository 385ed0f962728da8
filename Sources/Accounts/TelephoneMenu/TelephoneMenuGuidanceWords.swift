package import Telephony

extension TelephoneMenu {
    /// What a terminal says to a key that no telephone has.
    static func keys(in language: Language) -> String {
        switch language {
        case .japanese: "使えるキーは0から9、＊、＃です。"
        }
    }
}

extension TelephoneMenu.Prompt {
    /// What is spoken: the recording, and before it the digits of a number where the sentence begins with one.
    package func sentence(for region: TelephoneMenu.Region, in language: Language) -> String {
        let words =
            if case .errand(let speech) = self { speech.text } else { recording?.text(for: region, in: language) ?? "" }
        return (number?.digits ?? "") + (count.map { "\($0)" } ?? "") + words
    }
}

extension TelephoneMenu.Recording {
    /// The words, without the number.
    package func text(for region: TelephoneMenu.Region, in language: Language) -> String {
        switch (language, region) {
        case (.japanese, .east): eastern ?? common
        case (.japanese, .west): western ?? common
        }
    }

    /// The words for a machine that reads aloud: what it would spell out or misread is written as it is spoken.
    package func reading(for region: TelephoneMenu.Region, in language: Language) -> String {
        Self.reading(of: text(for: region, in: language), in: language)
    }

    package static func reading(of text: String, in language: Language) -> String {
        let readings =
            switch language {
            case .japanese: japaneseReadings
            }
        return readings.reduce(text) { $0.replacing($1.written, with: $1.spoken) }
    }

    private static let japaneseReadings: [(written: String, spoken: String)] = [
        ("／", "、"), ("/", "、"), ("（", "、"), ("）", ""), ("#", "シャープ"), ("行って", "おこなって"),
    ]

    private var eastern: String? {
        switch self {
        case .chooseUnit:
            "仮パスワードの設定を行います。仮パスワードを設定する単位を選択します。回線単位に設定する場合は1、電話番号単位に設定する場合は2、管理者／ユーザ単位に設定する場合は3を入力してください。"
        case .enterNumber: "仮パスワードを設定する電話番号を市外局番から入力し、最後に#を押してください。"
        case .enterPasswordOfLine: "番（契約者回線番号）の仮パスワードの設定を行います。設定したい仮パスワードを入力してください。"
        case .enterPassword: "番の仮パスワードの設定を行います。設定したい仮パスワードを入力してください。"
        case .completedForLine: "番（契約者回線番号）の仮パスワードの設定が完了しました。ご利用ありがとうございました。"
        default: nil
        }
    }

    private var western: String? {
        switch self {
        case .chooseUnit:
            "仮パスワード設定をする単位を選択します。回線単位に設定する場合は1、電話番号単位に設定する場合は2、管理者/ユーザー単位に設定する場合は3を入力してください。"
        case .enterNumber: "仮パスワード設定をする電話番号を市外局番から入力し、最後に#を押してください。"
        case .enterPasswordOfLine, .enterPassword: "番の仮パスワードの設定を行います。登録したい仮パスワードを入力してください。"
        case .administratorAndUserInForce: Self.inForce("管理者/ユーザー単位", key: 3)
        default: nil
        }
    }

    private var common: String {
        switch self {
        case .enterNumberOfUser: "仮パスワードを設定する電話番号を市外局番から入力し、最後に#を押してください。"
        case .enterAgain: "確認のためにもう一度仮パスワードを入力してください。"
        case .completed, .completedForLine: "番の仮パスワードの設定が完了しました。ご利用ありがとうございました。"
        case .wrongEntry: "入力された番号が正しくありません。もう一度押してください。"
        case .tooManyWrongEntries: "入力された番号が正しくありません。一度電話を切り、はじめからやり直してください。"
        case .withheld: "電話番号が通知されていないため、仮パスワードを設定できません。ご契約の回線から、電話番号を通知しておかけ直しください。"
        case .notOfContract: "この電話番号からは仮パスワードを設定できません。ご契約の回線からおかけ直しください。"
        case .dataConnect: "データコネクトでは接続できません。ご契約の回線の電話機からおかけ直しください。"
        case .lineInForce: Self.inForce(.line)
        case .numberInForce: Self.inForce(.number)
        case .administratorAndUserInForce: Self.inForce(.administratorAndUser)
        case .enterContract: "ご契約の電話番号を市外局番から入力し、最後に#を押してください。"
        case .passwordsFromLine: "仮パスワードの設定は、ご契約の回線からおかけ直しください。"
        case .enterPIN: "暗証番号を入力し、最後に#を押してください。"
        case .outOfOrder: "ただいま仮パスワードを設定できません。しばらくたってからおかけ直しください。"
        case .chooseUnit, .enterNumber, .enterPassword, .enterPasswordOfLine: ""
        }
    }

    private static func inForce(_ unit: AuthenticationUnit) -> String {
        inForce(unit.name(in: .japanese), key: unit.key)
    }

    private static func inForce(_ name: String, key: Int) -> String {
        "ご契約の認証単位は\(name)です。おかけ直しのうえ、\(key)を入力してください。認証単位の変更は、ひかり電話設定サイトで行ってください。"
    }
}
