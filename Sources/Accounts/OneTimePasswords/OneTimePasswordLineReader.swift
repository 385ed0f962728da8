import Shell
import Telephony

/// Judges the five fields of one line; all its faults at once.
struct OneTimePasswordLineReader {
    typealias Column = OneTimePasswordFile.Column
    typealias Fault = OneTimePasswordFile.Fault

    let fields: [String]
    /// nil: the number itself is wrong; the rest is judged all the same.
    let number: PhoneNumber?
    let facts: OneTimePasswordFileFacts

    private var row: OneTimePasswordFileFacts.Row? { number.flatMap { facts.rows[$0] } }

    func read() -> (OneTimePasswordFile.Action?, [(Column, Fault)]) {
        switch fields[1] {
        case "0", "０": (row?.isUsed == false ? .nothing : .stop, [])
        case "1", "１": use()
        case "" where fields[2...].allSatisfy(\.isEmpty): (.nothing, [])
        default: (nil, [(.use, .use)])
        }
    }

    /// `1`: an address, and the secrets unless they are to stay.
    private func use() -> (OneTimePasswordFile.Action?, [(Column, Fault)]) {
        var faults: [(Column, Fault)] = []
        var address: MailAddress?
        switch MailAddress.read(fields[2]) {
        case .success(let read): address = read
        case .failure(let wrong):
            faults += wrong.all.map {
                (.address, .sentence($0.sentence(naming: Column.address.rawValue, in: .japanese)))
            }
        }
        // Without a number of the contract nobody knows whether something is in force.
        let mayStay = row?.hasSecrets ?? true
        if !fields[3].isEmpty || !mayStay {
            let wrong = ConfirmationID.problems(in: fields[3])
            faults += wrong.map { (.id, .sentence($0.sentence(naming: Column.id.rawValue, in: .japanese))) }
        }
        if !fields[4].isEmpty || !mayStay {
            let wrong = ConfirmationPassword.problems(
                in: fields[4], isNumberOfContract: facts.numbers.contains)
            faults += wrong.map { (.password, .sentence($0.sentence(naming: Column.password.rawValue, in: .japanese))) }
        }
        guard faults.isEmpty, let address, let row else { return (nil, faults) }
        return action(address, row)
    }

    private func action(
        _ address: MailAddress, _ row: OneTimePasswordFileFacts.Row
    ) -> (OneTimePasswordFile.Action?, [(Column, Fault)]) {
        let id = ConfirmationID(fields[3])
        let password = ConfirmationPassword(fields[4], isNumberOfContract: facts.numbers.contains)
        if row.isUsed == true, row.address == address {
            return (id == nil && password == nil ? .nothing : .changeSecrets(id, password), [])
        }
        if row.hasTooManyLinks { return (nil, [(.address, .tooManyLinks)]) }
        return (.register(address, id, password), [])
    }
}

extension OneTimePasswordFile {
    /// A line of the file that cannot be taken, and how to mend it.
    typealias WrongLine = CSVWrongLine<Column, Fault>

    enum Column: String, Sendable {
        case number = "電話番号"
        case use = "利用設定"
        case address = "メールアドレス"
        case id = "確認用ID"
        case password = "確認用パスワード"
        case line = "行全体"

        func value(in fields: [String]) -> String? {
            switch self {
            case .number: fields[0]
            case .use: fields[1]
            case .address: fields[2]
            case .id, .password, .line: nil
            }
        }
    }

    enum Fault: CSVColumnFault {
        case columns(Int)
        case form(ContractNumberProblem)
        case lostZero(PhoneNumber)
        case unknown
        case duplicate(ofLine: Int)
        case use
        case tooManyLinks, tooManyToAddress
        case sentence(String)

        /// What is wrong with a text that is no number the file may speak of.
        init(ofNumber text: String, _ facts: OneTimePasswordFileFacts) {
            if let number = PhoneNumber(lackingZero: text), facts.rows[number] != nil {
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
            case .columns(let count): "1行に5つの項目が必要です（この行は\(count)項目）。"
            case .form(let fault): fault.sentence(naming: Column.number.rawValue, in: .japanese)
            case .lostZero: "先頭の0がありません（表計算ソフトで保存すると消えることがあります）。"
            case .unknown: "設定できる電話番号ではありません。"
            case .duplicate(let line): "\(line)行目と同じ電話番号です。"
            case .use: "利用設定は「0」か「1」で入力してください。"
            case .tooManyLinks: "この電話番号には、15分間に5回、本登録のメールを送っています。"
            case .tooManyToAddress: "同じメールアドレスに本登録のメールを送れるのは、24時間に50通までです。"
            case .sentence(let sentence): sentence
            }
        }

        var remedy: String {
            switch self {
            case .columns: "「電話番号,利用設定,メールアドレス,確認用ID,確認用パスワード」の形にしてください。"
            case .form: "電話番号を、市外局番から数字10桁で入力してください。"
            case .lostZero(let number): "\(number.digits)のように、先頭の0から入力してください。"
            case .unknown: "電話番号をお確かめください。"
            case .duplicate: "どちらか1行を消してください。"
            case .use: "利用しないときは「0」、利用するときは「1」にしてください。"
            case .tooManyLinks: "15分ほどたってから、もう一度お試しください。"
            case .tooManyToAddress: "別のメールアドレスにするか、あすもう一度お試しください。"
            case .sentence: "この項目を直してください。"
            }
        }
    }
}
