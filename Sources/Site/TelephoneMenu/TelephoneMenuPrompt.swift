extension TelephoneMenu {
    /// Whose guidance is spoken: the two regions' guides word the same menu differently, and the number dialled decides.
    public enum Region: Sendable, CaseIterable {
        case east, west

        /// nil for a number that is no access number (IVR-1).
        public init?(accessNumber: PhoneNumber, policy: Policy) {
            switch accessNumber {
            case PhoneNumber(policy.accessNumberEast): self = .east
            case PhoneNumber(policy.accessNumberWest): self = .west
            default: return nil
            }
        }
    }

    /// For which number a temporary password is set, and in which unit.
    public struct Target: Sendable, Hashable {
        public let number: PhoneNumber
        public let unit: AuthenticationUnit
    }

    /// One sentence of the guidance. Those down to `wrongEntry` are in the guides and spoken as written there (IVR-2, IVR-3);
    /// the others are ours.
    public enum Prompt: Sendable, Hashable {
        case chooseUnit
        /// The unit is `.number` or `.administratorAndUser`.
        case enterNumber(AuthenticationUnit)
        case enterPassword(Target)
        case enterAgain
        case completed(Target)
        case wrongEntry

        case tooManyWrongEntries
        case withheld, notOfContract, dataConnect
        /// IVR-7.
        case otherUnitInForce(AuthenticationUnit)
        case outOfOrder

        public func sentence(in region: Region) -> String {
            switch region {
            case .east: eastern ?? common
            case .west: western ?? common
            }
        }
    }
}

extension TelephoneMenu.Prompt {
    private var eastern: String? {
        switch self {
        case .chooseUnit:
            "仮パスワードの設定を行います。仮パスワードを設定する単位を選択します。回線単位に設定する場合は1、電話番号単位に設定する場合は2、管理者／ユーザ単位に設定する場合は3を入力してください。"
        case .enterNumber: "仮パスワードを設定する電話番号を市外局番から入力し、最後に#を押してください。"
        case .enterPassword(let target): "\(eastern(target))の仮パスワードの設定を行います。設定したい仮パスワードを入力してください。"
        case .completed(let target): "\(eastern(target))の仮パスワードの設定が完了しました。ご利用ありがとうございました。"
        default: nil
        }
    }

    private func eastern(_ target: TelephoneMenu.Target) -> String {
        target.unit == .line ? "\(target.number.digits)番（契約者回線番号）" : "\(target.number.digits)番"
    }

    private var western: String? {
        switch self {
        case .chooseUnit:
            "仮パスワード設定をする単位を選択します。回線単位に設定する場合は1、電話番号単位に設定する場合は2、管理者/ユーザー単位に設定する場合は3を入力してください。"
        case .enterNumber(.administratorAndUser): "仮パスワードを設定する電話番号を市外局番から入力し、最後に#を押してください。"
        case .enterNumber: "仮パスワード設定をする電話番号を市外局番から入力し、最後に#を押してください。"
        case .enterPassword(let target): "\(target.number.digits)番の仮パスワードの設定を行います。登録したい仮パスワードを入力してください。"
        case .completed(let target): "\(target.number.digits)番の仮パスワードの設定が完了しました。ご利用ありがとうございました。"
        case .otherUnitInForce(.administratorAndUser): Self.inForce("管理者/ユーザー単位", key: 3)
        default: nil
        }
    }

    private var common: String {
        switch self {
        case .enterAgain: "確認のためにもう一度仮パスワードを入力してください。"
        case .wrongEntry: "入力された番号が正しくありません。もう一度押してください。"
        case .tooManyWrongEntries: "入力された番号が正しくありません。一度電話を切り、はじめからやり直してください。"
        case .withheld: "電話番号が通知されていないため、仮パスワードを設定できません。ご契約の回線から、電話番号を通知しておかけ直しください。"
        case .notOfContract: "この電話番号からは仮パスワードを設定できません。ご契約の回線からおかけ直しください。"
        case .dataConnect: "データコネクトでは接続できません。ご契約の回線の電話機からおかけ直しください。"
        case .otherUnitInForce(let unit): Self.inForce(unit.name, key: unit.key)
        case .outOfOrder: "ただいま仮パスワードを設定できません。しばらくたってからおかけ直しください。"
        case .chooseUnit, .enterNumber, .enterPassword, .completed: ""
        }
    }

    private static func inForce(_ name: String, key: Int) -> String {
        "ご契約の認証単位は\(name)です。おかけ直しのうえ、\(key)を入力してください。認証単位の変更は、ひかり電話設定サイトで行ってください。"
    }
}

extension AuthenticationUnit {
    /// The telephone key that chooses it (IVR-2).
    var key: Int {
        switch self {
        case .line: 1
        case .number: 2
        case .administratorAndUser: 3
        }
    }
}
