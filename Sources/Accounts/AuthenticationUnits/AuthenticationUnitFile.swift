import Shell
import Telephony

/// An uploaded file with the password of every number (UNIT-1, UNIT-2), judged before any password is compared.
struct AuthenticationUnitFile: Sendable {
    /// In the order of the file.
    private(set) var entries: [(PhoneNumber, String)] = []
    /// In the order of the file, and then the numbers that are not in it.
    private(set) var wrong: [WrongLine] = []

    static let kind = CSVUpload(
        header: ["電話番号", "パスワード"], contents: "電話番号とパスワード", whenTooLarge: "ご契約の電話番号だけのファイルを選択してください。")

    /// A line that cannot be taken, and how to mend it. What stands in the second column is shown nowhere.
    struct WrongLine: Error, Sendable, Equatable {
        /// As an editor or spreadsheet counts, the header included; nil for a line that is missing.
        let line: Int?
        /// As it stands in the first column.
        let value: String
        let fault: Fault

        var complaint: CSVComplaint {
            CSVComplaint(line: line, column: fault.column, value: value, reason: fault.reason, remedy: fault.remedy)
        }
    }

    enum Fault: Sendable, Equatable {
        case columns(Int)
        case lostZero(PhoneNumber)
        case unknown
        case duplicate(ofLine: Int)
        case noPassword
        case missing

        /// Of which column it speaks.
        var column: String {
            switch self {
            case .columns: "行全体"
            case .lostZero, .unknown, .duplicate, .missing: "電話番号"
            case .noPassword: "パスワード"
            }
        }

        var reason: String {
            switch self {
            case .columns(let count): "1行に2つの項目が必要です（この行は\(count)項目）。"
            case .lostZero: "先頭の0がありません（表計算ソフトで保存すると消えることがあります）。"
            case .unknown: "ご契約の電話番号にありません。"
            case .duplicate(let line): "\(line)行目と同じ電話番号です。"
            case .noPassword: "パスワードが空です。"
            case .missing: "この電話番号の行がありません。"
            }
        }

        var remedy: String {
            switch self {
            case .columns: "「電話番号,パスワード」の形にしてください。"
            case .lostZero(let number): "\(number.digits)のように、先頭の0から入力してください。"
            case .unknown: "電話番号をお確かめください。ご契約にない番号の行は消してください。"
            case .duplicate: "どちらか1行を消してください。"
            case .noPassword: "その電話番号のパスワードを入力してください。"
            case .missing: "行を足して、その電話番号のパスワードを入力してください。"
            }
        }
    }

    static func read(
        _ content: [UInt8], _ facts: AuthenticationUnitFacts
    ) -> Result<AuthenticationUnitFile, CSVUpload.Unreadable> {
        kind.read(content).map { AuthenticationUnitFile($0, facts) }
    }

    private init(_ lines: [CSVLine], _ facts: AuthenticationUnitFacts) {
        let numbers = Set(facts.numbers.map(\.number))
        var places: [PhoneNumber: Int] = [:]
        for line in lines {
            switch Self.judge(line, numbers) {
            case .failure(let wrongLine):
                wrong.append(wrongLine)
                // A line that only lacks its zero is not missing as well.
                if case .lostZero(let number) = wrongLine.fault { places[number] = places[number] ?? line.number }
            case .success(let number):
                if let first = places[number] {
                    wrong.append(WrongLine(line: line.number, value: line.fields[0], fault: .duplicate(ofLine: first)))
                } else {
                    places[number] = line.number
                    take(line, number)
                }
            }
        }
        for each in facts.numbers where places[each.number] == nil {
            wrong.append(WrongLine(line: nil, value: each.number.digits, fault: .missing))
        }
    }

    private mutating func take(_ line: CSVLine, _ number: PhoneNumber) {
        if line.fields[1].isEmpty {
            wrong.append(WrongLine(line: line.number, value: "", fault: .noPassword))
        } else {
            entries.append((number, line.fields[1]))
        }
    }

    private static func judge(_ line: CSVLine, _ numbers: Set<PhoneNumber>) -> Result<PhoneNumber, WrongLine> {
        let value = line.fields.first ?? ""
        guard line.fields.count == 2 else {
            return .failure(WrongLine(line: line.number, value: value, fault: .columns(line.fields.count)))
        }
        if let number = PhoneNumber(value), numbers.contains(number) { return .success(number) }
        let repaired = PhoneNumber(lackingZero: value).flatMap { numbers.contains($0) ? $0 : nil }
        return .failure(WrongLine(line: line.number, value: value, fault: repaired.map(Fault.lostZero) ?? .unknown))
    }

    /// The file to fill in: every number, and room for its password.
    static func prepared(_ facts: AuthenticationUnitFacts) -> [UInt8] {
        var writer = CSVWriter(reserving: 64 + 20 * facts.numbers.count)
        writer.line(kind.header)
        for each in facts.numbers { writer.line(each.number.digits, "") }
        return writer.bytes
    }
}
