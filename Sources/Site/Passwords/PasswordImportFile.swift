/// A file of new passwords, read and judged (PW-6). What it holds is never shown again.
struct PasswordImportFile: Sendable {
    struct Entry: Sendable {
        let number: PhoneNumber
        let password: Password
        /// How the number's password stands now.
        let standing: PasswordNumber.Standing
    }

    /// In the order of the file.
    private(set) var entries: [Entry] = []
    /// In the order of the file.
    private(set) var wrong: [WrongLine] = []

    static let mostRows = 7000
    static let mostBytes = 1 << 20
    static let header = ["電話番号", "新しいパスワード"]

    /// What is wrong with the file as a whole.
    struct Unreadable: Error {
        let sentence: String
    }

    private var lineNumbers: [PhoneNumber: Int] = [:]

    /// - Parameter numbers: all those of the contract.
    static func read(
        _ content: [UInt8], contractNumber: PhoneNumber, numbers: [PhoneNumber: PasswordNumber.Standing]
    ) -> Result<PasswordImportFile, Unreadable> {
        let lines: [CSVLine]
        switch CSVReader.read(content, limits: CSVLimits(rows: mostRows + 1)) {
        case .failure(.tooManyRows): return .failure(.tooManyRows)
        case .failure(let fault): return .failure(Unreadable(sentence: fault.sentence))
        case .success(let read): lines = read.filter { !saysNothing($0) }
        }
        if lines.isEmpty { return .failure(.onlyHeader) }
        if lines.count > mostRows { return .failure(.tooManyRows) }
        var file = PasswordImportFile()
        for line in lines { file.take(line, contractNumber: contractNumber, numbers: numbers) }
        return .success(file)
    }

    /// An empty line, the `,` that spreadsheets write for one, or the line of headings.
    private static func saysNothing(_ line: CSVLine) -> Bool {
        line.fields.allSatisfy(\.isEmpty) || (line.number == 1 && line.fields == header)
    }

    /// A line has all its faults named at once.
    private mutating func take(
        _ line: CSVLine, contractNumber: PhoneNumber, numbers: [PhoneNumber: PasswordNumber.Standing]
    ) {
        guard line.fields.count == 2 else {
            wrong.append(WrongLine(line.number, .line, nil, .columns(line.fields.count)))
            return
        }
        let number = judgedNumber(line, contractNumber: contractNumber, numbers: numbers)
        let entry = PasswordEntry("", label: Column.password.rawValue, line.fields[1])
        let faults = Passwords.faults(in: entry.text, current: nil) { numbers[$0] != nil }
        wrong += faults.map { WrongLine(line.number, .password, nil, .password($0)) }
        guard let number, let standing = numbers[number],
            case .success(let password) = Passwords.read(entry, isNumberOfContract: { numbers[$0] != nil })
        else { return }
        entries.append(Entry(number: number, password: password, standing: standing))
    }

    private mutating func judgedNumber(
        _ line: CSVLine, contractNumber: PhoneNumber, numbers: [PhoneNumber: PasswordNumber.Standing]
    ) -> PhoneNumber? {
        let text = line.fields[0]
        let fault: Fault
        if let number = PhoneNumber(text), numbers[number] != nil {
            if number == contractNumber {
                fault = .own
            } else if let first = lineNumbers[number] {
                fault = .duplicate(ofLine: first)
            } else {
                lineNumbers[number] = line.number
                return number
            }
        } else {
            fault = Fault(ofNumber: text, numbers: numbers)
        }
        wrong.append(WrongLine(line.number, .number, text, fault))
        return nil
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
        writer.line("0312340002", "Yamabuki58")
        writer.line("0312340003", "kawaBE2046")
        return writer.bytes
    }()
}

extension PasswordImportFile.Unreadable {
    static let missing = Self(sentence: "CSVファイルを選択してください。")
    static let tooLarge = Self(sentence: "CSVファイルは1MBまでです。ファイルを分けて、もう一度選択してください。")
    static let tooManyRows = Self(sentence: "CSVファイルは7,000行までです。ファイルを分けて、もう一度選択してください。")
    static let onlyHeader = Self(sentence: "CSVファイルに電話番号の行がありません。電話番号とパスワードを入れたファイルを選択してください。")
    static let gone = Self(sentence: "確認の画面が古くなっています。CSVファイルをもう一度選択してください。")
    static let alreadyRunning = Self(sentence: "別の一括設定が進んでいます。終わってから、もう一度CSVファイルを選択してください。")
}
