/// A file of one-time password settings, read and judged against what is stored (OTP-8). What it holds of secrets is never
/// shown again.
struct OneTimePasswordFile: Sendable {
    struct Entry: Sendable {
        let number: PhoneNumber
        let action: Action
    }

    /// What a line asks for.
    enum Action: Sendable {
        /// An address that counts after its link; empty secrets are those in force.
        case register(MailAddress, ConfirmationID?, ConfirmationPassword?)
        case stop
        /// One of them at least; the address stays.
        case changeSecrets(ConfirmationID?, ConfirmationPassword?)
        case nothing

        var password: ConfirmationPassword? {
            switch self {
            case .register(_, _, let password), .changeSecrets(_, let password): password
            case .stop, .nothing: nil
            }
        }
    }

    /// In the order of the file.
    private(set) var entries: [Entry] = []
    /// In the order of the file.
    private(set) var wrong: [WrongLine] = []

    static let mostRows = 7000
    static let mostBytes = 1 << 20
    static let header = ["電話番号", "ワンタイムパスワード利用設定", "ワンタイムパスワード受信用メールアドレス", "確認用ID", "確認用パスワード"]

    /// What is wrong with the file as a whole.
    struct Unreadable: Error {
        let sentence: String
    }

    private var lineNumbers: [PhoneNumber: Int] = [:]
    /// By address, of the lines so far.
    private var links: [String: Int] = [:]

    static func read(_ content: [UInt8], _ facts: OneTimePasswordFileFacts) -> Result<OneTimePasswordFile, Unreadable> {
        let lines: [CSVLine]
        switch CSVReader.read(content, limits: CSVLimits(rows: mostRows + 1)) {
        case .failure(.tooManyRows): return .failure(.tooManyRows)
        case .failure(let fault): return .failure(Unreadable(sentence: fault.sentence))
        case .success(let read): lines = read.filter { !saysNothing($0) }
        }
        if lines.isEmpty { return .failure(.onlyHeader) }
        if lines.count > mostRows { return .failure(.tooManyRows) }
        var file = OneTimePasswordFile()
        for line in lines { file.take(line, facts) }
        return .success(file)
    }

    /// The entries whose change has to wait for a hash.
    var hashed: [(PhoneNumber, String)] {
        entries.compactMap { entry in entry.action.password.map { (entry.number, $0.text) } }
    }

    private static func saysNothing(_ line: CSVLine) -> Bool {
        line.fields.allSatisfy(\.isEmpty) || (line.number == 1 && line.fields == header)
    }

    /// A line has all its faults named at once.
    private mutating func take(_ line: CSVLine, _ facts: OneTimePasswordFileFacts) {
        guard line.fields.count == 5 else {
            wrong.append(WrongLine(line.number, .line, nil, .columns(line.fields.count)))
            return
        }
        let number = judgedNumber(line, facts)
        let reader = OneTimePasswordLineReader(fields: line.fields, number: number, facts: facts)
        let (action, faults) = reader.read()
        for (column, fault) in faults {
            wrong.append(WrongLine(line.number, column, column.value(in: line.fields), fault))
        }
        guard let number, let action else { return }
        if case .register(let address, _, _) = action, !hasRoom(for: address, facts) {
            wrong.append(WrongLine(line.number, .address, line.fields[2], .tooManyToAddress))
        } else {
            entries.append(Entry(number: number, action: action))
        }
    }

    private mutating func hasRoom(for address: MailAddress, _ facts: OneTimePasswordFileFacts) -> Bool {
        let key = address.text.lowercased()
        links[key, default: 0] += 1
        return links[key, default: 0] <= facts.linksLeft[key] ?? OneTimePasswords.allowedLinksToAddress
    }

    private mutating func judgedNumber(_ line: CSVLine, _ facts: OneTimePasswordFileFacts) -> PhoneNumber? {
        let text = line.fields[0]
        let fault: Fault
        if let number = PhoneNumber(text), facts.rows[number] != nil {
            guard let first = lineNumbers[number] else {
                lineNumbers[number] = line.number
                return number
            }
            fault = .duplicate(ofLine: first)
        } else {
            fault = Fault(ofNumber: text, facts)
        }
        wrong.append(WrongLine(line.number, .number, text, fault))
        return nil
    }

    // MARK: Files that go out

    /// What uploads unchanged: secrets are left out, and a number that has chosen nothing says nothing.
    static func download(_ facts: OneTimePasswordFileFacts) -> [UInt8] {
        var writer = CSVWriter(reserving: 128 + 64 * facts.rows.count)
        writer.line(header)
        for (number, row) in facts.rows.sorted(by: { $0.key < $1.key }) {
            writer.line(number.digits, row.isUsed.map { $0 ? "1" : "0" } ?? "", row.address?.text ?? "", "", "")
        }
        return writer.bytes
    }

    /// All wrong lines, for somebody who mends them in a spreadsheet.
    static func list(of wrong: [WrongLine]) -> [UInt8] {
        var writer = CSVWriter()
        writer.line("行", "項目", "入力値", "理由", "直し方")
        for line in wrong {
            writer.line("\(line.line)", line.column.rawValue, line.shown, line.fault.reason, line.fault.remedy)
        }
        return writer.bytes
    }

    static let sample: [UInt8] = {
        var writer = CSVWriter()
        writer.line(header)
        writer.line("0312340001", "1", "hikari@example.jp", "Denwa2046", "kawaBE2046")
        writer.line("0312340002", "0", "", "", "")
        return writer.bytes
    }()
}

extension OneTimePasswordFile.Unreadable {
    static let missing = Self(sentence: "CSVファイルを選択してください。")
    static let tooLarge = Self(sentence: "CSVファイルは1MBまでです。ファイルを分けて、もう一度選択してください。")
    static let tooManyRows = Self(sentence: "CSVファイルは7,000行までです。ファイルを分けて、もう一度選択してください。")
    static let onlyHeader = Self(sentence: "CSVファイルに電話番号の行がありません。電話番号を入れたファイルを選択してください。")
    static let gone = Self(sentence: "確認の画面が古くなっています。CSVファイルをもう一度選択してください。")
    static let alreadyRunning = Self(sentence: "別の一括設定が進んでいます。終わってから、もう一度CSVファイルを選択してください。")
}
