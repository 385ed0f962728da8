import Crypto
import Shell
import Telephony

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

    static let kind = CSVUpload(
        header: ["電話番号", "ワンタイムパスワード利用設定", "ワンタイムパスワード受信用メールアドレス", "確認用ID", "確認用パスワード"],
        contents: "電話番号と設定")

    /// What is stored of the entries' numbers.
    private var stored: [UInt8] = []
    private var lineNumbers: [PhoneNumber: Int] = [:]
    /// By address, of the lines so far.
    private var links: [String: Int] = [:]

    static func read(
        _ content: [UInt8], _ facts: OneTimePasswordFileFacts
    ) -> Result<OneTimePasswordFile, CSVUpload.Unreadable> {
        kind.read(content).map { lines in
            var file = OneTimePasswordFile()
            for line in lines { file.take(line, facts) }
            return file
        }
    }

    /// The entries whose change has to wait for a hash.
    var hashed: [(PhoneNumber, String)] {
        entries.compactMap { entry in entry.action.password.map { (entry.number, $0.text) } }
    }

    /// Another text once anything has changed that the file is about (AUTH-13). It goes out with the form, so nothing that
    /// is stored can be told from it.
    func version(_ key: ServerKey) -> String {
        Base64URL.encode(Array(key.derive("one-time password file", SHA256.hash(stored)).prefix(12)))
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
            stored += facts.rows[number]?.stored ?? []
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
        writer.line(kind.header)
        for (number, row) in facts.rows.sorted(by: { $0.key < $1.key }) {
            writer.line(number.digits, row.isUsed.map { $0 ? "1" : "0" } ?? "", row.address?.text ?? "", "", "")
        }
        return writer.bytes
    }

    static let sample: [UInt8] = {
        var writer = CSVWriter()
        writer.line(kind.header)
        writer.line("0312340001", "1", "hikari@example.jp", "Denwa2046", "kawaBE2046")
        writer.line("0312340002", "0", "", "", "")
        return writer.bytes
    }()
}
