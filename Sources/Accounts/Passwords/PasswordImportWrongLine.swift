import Shell
import Telephony

extension PasswordImportFile {
    /// A line of the file that cannot be taken, and how to mend it.
    typealias WrongLine = CSVWrongLine<Column, Fault>

    enum Column: String, Sendable {
        case number = "電話番号"
        case password = "新しいパスワード"
        case line = "行全体"
    }

    enum Fault: CSVColumnFault {
        case columns(Int)
        case form(ContractNumberProblem)
        case lostZero(PhoneNumber)
        case unknown
        /// The administrator's own.
        case own
        case duplicate(ofLine: Int)
        case password(PasswordProblem)

        /// What is wrong with a text that is no number of the contract.
        init(ofNumber text: String, numbers: [PhoneNumber: PasswordNumber.Standing]) {
            if let number = PhoneNumber(lackingZero: text), numbers[number] != nil {
                self = .lostZero(number)
                return
            }
            switch ContractNumber.read(text) {
            case .failure(let fault): self = .form(fault)
            case .success: self = .unknown
            }
        }

        var reason: String {
            switch self {
            case .columns(let count): "1行に2つの項目が必要です（この行は\(count)項目）。"
            case .form(let fault): fault.sentence(naming: Column.number.rawValue, in: .japanese)
            case .lostZero: "先頭の0がありません（表計算ソフトで保存すると消えることがあります）。"
            case .unknown: "ご契約の電話番号にありません。"
            case .own: "契約者回線番号（ログイン中の番号）のパスワードは、一括では設定できません。"
            case .duplicate(let line): "\(line)行目と同じ電話番号です。"
            case .password(let fault): fault.sentence(naming: Column.password.rawValue, in: .japanese)
            }
        }

        var remedy: String {
            switch self {
            case .columns: "「電話番号,新しいパスワード」の形にしてください。"
            case .form: "ご契約の電話番号を、市外局番から数字10桁で入力してください。"
            case .lostZero(let number): "\(number.digits)のように、先頭の0から入力してください。"
            case .unknown: "電話番号をお確かめください。"
            case .own: "この行を消して、「パスワード変更」の画面で変更してください。"
            case .duplicate: "どちらか1行を消してください。"
            case .password: "ほかのパスワードに替えてください。"
            }
        }
    }
}
