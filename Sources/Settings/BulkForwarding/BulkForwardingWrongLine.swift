import Shell
import Telephony

extension BulkForwardingUpload {
    /// A line of the file that cannot be taken, and how to mend it.
    typealias WrongLine = CSVWrongLine<Column, Fault>

    enum Column: String, Sendable {
        case source = "転送元電話番号"
        case destination = "転送先電話番号"
        case line = "行全体"
    }

    enum Fault: Error, CSVColumnFault {
        case columns(Int)
        case emptySource
        case source(ContractNumberProblem)
        case lostZero(PhoneNumber)
        /// 9.01235E+10: what was typed can no longer be told.
        case exponent
        case unknownSource
        case duplicate(ofLine: Int)
        case destination(BulkForwardingRefusal)

        var isLostZero: Bool {
            switch self {
            case .lostZero, .destination(.form(.lostLeadingZero)): true
            default: false
            }
        }

        var reason: String {
            switch self {
            case .columns(let count): "1行に2つの項目が必要です（この行は\(count)項目）。"
            case .emptySource: "転送元電話番号が空です。"
            case .source(let fault): fault.sentence(naming: "転送元電話番号", in: .japanese)
            case .lostZero: "先頭の0がありません（表計算ソフトで保存すると消えることがあります）。"
            case .exponent: "表計算ソフトが電話番号を指数の形に変えています。"
            case .unknownSource: "ご契約の電話番号にありません。"
            case .duplicate(let line): "\(line)行目と同じ転送元電話番号です。"
            case .destination(.form(.lostLeadingZero(let number))): Fault.lostZero(number).reason
            case .destination(let refusal): refusal.reason(in: .japanese)
            }
        }

        var remedy: String {
            switch self {
            case .columns: "「転送元電話番号,転送先電話番号」の形にしてください。"
            case .emptySource: "ご契約の電話番号を入力してください。"
            case .source: "ご契約の電話番号を、市外局番から数字10桁で入力してください。"
            case .lostZero(let number): "\(number.digits)のように、先頭の0から入力してください。"
            case .exponent: "その列を「文字列」の書式にしてから、電話番号を入力し直してください。"
            case .unknownSource: "転送元電話番号をお確かめください。"
            case .duplicate: "どちらか1行を消してください。"
            case .destination(let refusal): refusal.remedy(in: .japanese)
            }
        }
    }
}
