import Telephony

extension TelephoneMenu {
    /// One piece of guidance as it is recorded: the words of a prompt without the number, which is said digit by digit before
    /// them. The raw values are the names of the sound files, and of the prompts in the JSON interface.
    package enum Recording: String, Sendable, CaseIterable {
        case chooseUnit = "choose-unit"
        case enterNumber = "enter-number"
        case enterNumberOfUser = "enter-number-of-user"
        /// Behind the contract number, for the whole line.
        case enterPasswordOfLine = "enter-password-of-line"
        /// Behind a number.
        case enterPassword = "enter-password"
        case enterAgain = "enter-again"
        /// Behind the contract number, for the whole line.
        case completedForLine = "completed-for-line"
        /// Behind a number.
        case completed = "completed"
        case wrongEntry = "wrong-entry"
        case tooManyWrongEntries = "too-many-wrong-entries"
        case withheld = "withheld"
        case notOfContract = "not-of-contract"
        case dataConnect = "data-connect"
        case lineInForce = "line-in-force"
        case numberInForce = "number-in-force"
        case administratorAndUserInForce = "administrator-and-user-in-force"
        case outOfOrder = "out-of-order"

        /// Whether a number is said before it.
        package var followsNumber: Bool {
            switch self {
            case .enterPassword, .enterPasswordOfLine, .completed, .completedForLine: true
            default: false
            }
        }

        /// The words, without the number.
        package func text(in region: Region) -> String {
            switch region {
            case .east: eastern ?? common
            case .west: western ?? common
            }
        }

        /// The words for a machine that reads aloud: what it would spell out or misread is written as it is spoken.
        package func reading(in region: Region) -> String {
            Self.readings.reduce(text(in: region)) { text, each in text.replacing(each.written, with: each.spoken) }
        }

        private static let readings: [(written: String, spoken: String)] = [
            ("／", "、"), ("/", "、"), ("（", "、"), ("）", ""), ("#", "シャープ"), ("行って", "おこなって"),
        ]
    }
}

extension TelephoneMenu.Recording {
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
        case .outOfOrder: "ただいま仮パスワードを設定できません。しばらくたってからおかけ直しください。"
        case .chooseUnit, .enterNumber, .enterPassword, .enterPasswordOfLine: ""
        }
    }

    private static func inForce(_ unit: AuthenticationUnit) -> String { inForce(unit.name, key: unit.key) }

    private static func inForce(_ name: String, key: Int) -> String {
        "ご契約の認証単位は\(name)です。おかけ直しのうえ、\(key)を入力してください。認証単位の変更は、ひかり電話設定サイトで行ってください。"
    }
}
