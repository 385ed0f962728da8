extension ContractNumberProblem {
    /// Says what is wrong and how to mend it; `label` is the name of the control or column.
    package func sentence(naming label: String, in language: Language) -> String {
        switch language {
        case .japanese: japanese(label)
        }
    }

    private func japanese(_ label: String) -> String {
        switch self {
        case .empty: "\(label)を入力してください。"
        case .notDigits: "\(label)は数字で入力してください（ハイフンや空白は入れても構いません）。"
        case .noLeadingZero: "\(label)は0から始まる市外局番から入力してください。"
        case .noAreaCode: "\(label)は市外局番から入力してください。例：03-1234-5678"
        case .wrongLength(let count): "\(label)は市外局番から数字10桁で入力してください（現在\(count)桁）。"
        case .special(let prefix): "\(prefix)で始まる番号は、\(label)に使えません。市外局番から始まる番号を入力してください。"
        }
    }
}

extension DestinationProblem {
    /// Says what is wrong and how to mend it; `label` is the name of the control or column.
    package func sentence(naming label: String, in language: Language) -> String {
        switch language {
        case .japanese: japanese(label)
        }
    }

    private func japanese(_ label: String) -> String {
        switch self {
        case .empty: "\(label)を入力してください。"
        case .notDigits: "\(label)は数字で入力してください（ハイフンや空白は入れても構いません）。"
        case .noLeadingZero: "\(label)は0から始まる番号で、市外局番から入力してください。"
        case .noAreaCode: "\(label)は市外局番から入力してください。例：03-1234-5678"
        case .wrongLength(let count): "\(label)は数字10桁または11桁で入力してください（現在\(count)桁）。"
        case .tenNeeded: "\(label)は数字10桁で入力してください（11桁の番号は、携帯電話とIP電話の番号だけです）。"
        case .elevenNeeded(let prefix): "\(prefix)で始まる\(label)は数字11桁で入力してください（現在10桁）。"
        case .notInUse(let prefix): "\(prefix)で始まる番号は使われていません。\(label)をお確かめください。"
        case .lostLeadingZero(let number):
            "\(label)の先頭の0がありません。\(number.digits)のように0から入力してください（表計算ソフトで保存すると先頭の0が消えることがあります）。"
        case .refused(let kind): "\(kind.name(in: .japanese))は転送先に登録できません。"
        }
    }
}

extension RefusedKind {
    /// The name that people know it by.
    package func name(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        switch self {
        case .carrier: "00で始まる番号（事業者接続）"
        case .international: "010で始まる番号（国際接続）"
        case .radio: "020で始まる番号（無線呼出し、機器間通信）"
        case .electronicCall: "0600で始まる11桁の番号（eコールなど）"
        case .mobile060: "060で始まる11桁の番号"
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
