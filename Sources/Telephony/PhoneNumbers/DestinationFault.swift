/// Why a text cannot be a destination. A wrong form and a refused kind of number are two different things to say (NUM-6).
package enum DestinationFault: Error, Sendable, Hashable {
    case empty, notDigits, noLeadingZero, tenNeeded
    case wrongLength(Int)
    case elevenNeeded(prefix: String)
    case notInUse(prefix: String)
    /// The number that it would be with the 0 that a spreadsheet has dropped; repaired only on the person's word (FWD-5).
    case lostLeadingZero(PhoneNumber)
    case refused(RefusedKind)

    /// Says what is wrong and how to mend it; `label` is the name of the control or column.
    package func sentence(naming label: String = "転送先電話番号") -> String {
        switch self {
        case .empty: "\(label)を入力してください。"
        case .notDigits: "\(label)は数字で入力してください（ハイフンや空白は入れても構いません）。"
        case .noLeadingZero: "\(label)は0から始まる番号で、市外局番から入力してください。"
        case .wrongLength(let count): "\(label)は数字10桁または11桁で入力してください（現在\(count)桁）。"
        case .tenNeeded: "\(label)は数字10桁で入力してください（11桁の番号は050、070、080、090で始まるものだけです）。"
        case .elevenNeeded(let prefix): "\(prefix)で始まる\(label)は数字11桁で入力してください（現在10桁）。"
        case .notInUse(let prefix): "\(prefix)で始まる番号は使われていません。\(label)をお確かめください。"
        case .lostLeadingZero(let number):
            "\(label)の先頭の0がありません。\(number.digits)のように0から入力してください（表計算ソフトで保存すると先頭の0が消えることがあります）。"
        case .refused(let kind): "\(kind.name)は転送先に登録できません。"
        }
    }
}

/// The kinds of numbers to which no call is forwarded (NUM-4), each with the name that people know it by.
package enum RefusedKind: String, Sendable, Hashable, CaseIterable {
    case carrier = "00"
    case international = "010"
    case radio = "020"
    case electronicCall = "060"
    case special091 = "091"
    case freeCall0120 = "0120"
    case freeCall0800 = "0800"
    case voiceMail = "0170"
    case televote = "0180"
    case navigation = "0570"
    case informationFee = "0990"
    case foreign = "+"
    case short = "1"
    case threeDigits = "3"
    case callerNumberPrefix = "184"
    case hash = "#"
    case star = "*"

    /// The kind that the digits' beginning tells, for a number that begins with 0.
    static func of(_ keys: some Collection<UInt8>, _ policy: Destination.Policy) -> RefusedKind? {
        let start = NumberStart(keys)
        if start.three == 60 {
            let isMobile = policy.allowsMobile060 && start.four != 600
            return keys.count == 11 && !isMobile ? .electronicCall : nil
        }
        return byTwoOrThree(start) ?? byFour(start) ?? (keys.count == 3 ? .threeDigits : nil)
    }

    private static func byTwoOrThree(_ start: NumberStart) -> RefusedKind? {
        if start.two == 0 { return .carrier }
        switch start.three {
        case 10: return .international
        case 20: return .radio
        case 91: return .special091
        default: return nil
        }
    }

    private static func byFour(_ start: NumberStart) -> RefusedKind? {
        switch start.four {
        case 120: .freeCall0120
        case 800: .freeCall0800
        case 170: .voiceMail
        case 180: .televote
        case 570: .navigation
        case 990: .informationFee
        default: nil
        }
    }

    package var name: String {
        switch self {
        case .carrier: "00で始まる番号（事業者接続）"
        case .international: "010で始まる番号（国際接続）"
        case .radio: "020で始まる番号（無線呼出し、機器間通信）"
        case .electronicCall: "060で始まる11桁の番号（eコール）"
        case .special091: "091で始まる番号（特定接続）"
        case .freeCall0120: "0120で始まる番号（着信課金サービス）"
        case .freeCall0800: "0800で始まる番号（着信課金サービス）"
        case .voiceMail: "0170で始まる番号（伝言ダイヤル）"
        case .televote: "0180で始まる番号（テレゴング）"
        case .navigation: "0570で始まる番号（特定番号着信サービス）"
        case .informationFee: "0990で始まる番号（情報料代理徴収サービス）"
        case .foreign: "＋81以外の国番号で始まる番号（国際電話）"
        case .short: "1で始まる番号（110、119、104などの番号）"
        case .threeDigits: "3桁の番号"
        case .callerNumberPrefix: "184または186で始まる番号（発信者番号の非通知・通知の指定）"
        case .hash: "＃で始まる番号（＃ダイヤル）"
        case .star: "＊で始まる番号（サービスの操作番号）"
        }
    }
}
