import Shell
import Telephony

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

    static let kind = CSVUpload(header: ["電話番号", "新しいパスワード"], contents: "電話番号とパスワード")

    private var lineNumbers: [PhoneNumber: Int] = [:]

    /// - Parameter numbers: all those of the contract.
    static func read(
        _ content: [UInt8], contractNumber: PhoneNumber, numbers: [PhoneNumber: PasswordNumber.Standing]
    ) -> Result<PasswordImportFile, CSVUpload.Unreadable> {
        kind.read(content).map { lines in
            var file = PasswordImportFile()
            for line in lines { file.take(line, contractNumber: contractNumber, numbers: numbers) }
            return file
        }
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
        let faults = Passwords.problems(in: entry.text, current: nil) { numbers[$0] != nil }
        wrong += faults.map { WrongLine(line.number, .password, nil, .password($0)) }
        guard let number, let standing = numbers[number],
            case .success(let password) = Passwords.read(
                entry, in: .japanese, isNumberOfContract: { numbers[$0] != nil })
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

    static let sample: [UInt8] = {
        var writer = CSVWriter()
        writer.line(kind.header)
        writer.line("0312340002", "Yamabuki58")
        writer.line("0312340003", "kawaBE2046")
        return writer.bytes
    }()
}
