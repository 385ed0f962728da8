import Crypto
import Encodings
import Shell
import Telephony

/// A file of one-time password settings, read and judged against what is stored (OTP-8). What it holds of secrets is never
/// shown again.
struct OneTimePasswordFile: ImportedFile {
    enum Column: Int, CSVColumn {
        case number, use, address, id, password

        var isSecret: Bool { self == .id || self == .password }
    }

    enum LineProblem: CSVCellProblem {
        typealias Column = OneTimePasswordFile.Column

        case columns(Int)
        case number(CSVNumberProblem)
        case use
        case address(MailAddressProblem)
        case id(ConfirmationIDProblem)
        case password(ConfirmationPasswordProblem)
        case tooManyLinks, tooManyToAddress

        var repair: CSVRepair? { if case .number(let problem) = self { problem.repair } else { nil } }
    }

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
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    let heading: CSVHeading?
    private let facts: OneTimePasswordFileFacts
    private let repairs: Bool
    /// What is stored of the entries' numbers.
    private var stored: [UInt8] = []
    private var lines = CSVNumberLines()
    /// By address, of the lines so far.
    private var links: [String: Int] = [:]

    static func read(
        _ content: [UInt8], _ facts: OneTimePasswordFileFacts, repairs: Bool
    ) -> Result<OneTimePasswordFile, CSVProblem> {
        Column.read(content).map { OneTimePasswordFile($0, facts, repairs: repairs) }
    }

    private init(_ table: CSVTable<Column>, _ facts: OneTimePasswordFileFacts, repairs: Bool) {
        heading = table.heading
        self.facts = facts
        self.repairs = repairs
        for record in table.records { take(record) }
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

    // MARK: Judging a line

    /// A line has all its faults named at once.
    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            wrong.append(CSVLineProblem(record.line, nil, nil, .columns(record.fields.count)))
            return
        }
        let number = number(record)
        guard let action = action(record, row: number.flatMap { facts.rows[$0] }), let number else { return }
        if case .register(let address, _, _) = action, !hasRoom(for: address) {
            refuse(record, .address, .tooManyToAddress)
        } else {
            entries.append(Entry(number: number, action: action))
            stored += facts.rows[number]?.stored ?? []
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, column.isSecret ? nil : record[column], problem))
    }

    private mutating func number(_ record: CSVRecord<Column>) -> PhoneNumber? {
        let problem: CSVNumberProblem
        switch PhoneNumber.read(record[.number], repairs: repairs, isKnown: { facts.rows[$0] != nil }) {
        case .success(let number):
            guard let repetition = lines.repetition(of: number, in: record.line) else { return number }
            problem = repetition
        case .failure(let refused): problem = refused
        }
        refuse(record, .number, .number(problem))
        return nil
    }

    /// - Parameter row: nil when the number itself is wrong; the rest is judged all the same.
    private mutating func action(_ record: CSVRecord<Column>, row: OneTimePasswordFileFacts.Row?) -> Action? {
        switch Column.isUsed(record[.use]) {
        case false: return row?.isUsed == false ? .nothing : .stop
        case true: return use(record, row)
        default:
            if record.fields.dropFirst().allSatisfy(\.isEmpty) { return .nothing }
            refuse(record, .use, .use)
            return nil
        }
    }

    /// An address, and the secrets unless they are to stay.
    private mutating func use(_ record: CSVRecord<Column>, _ row: OneTimePasswordFileFacts.Row?) -> Action? {
        let before = wrong.count
        // AUTH-14, as where they are entered.
        let typed = (id: PastedText(record[.id]).text, password: PastedText(record[.password]).text)
        let address = MailAddress.read(record[.address])
        if case .failure(let problems) = address {
            for problem in problems.all { refuse(record, .address, .address(problem)) }
        }
        // Without a number of the contract nobody knows whether something is in force.
        let mayStay = row?.hasSecrets ?? true
        if !typed.id.isEmpty || !mayStay {
            for problem in ConfirmationID.problems(in: typed.id) { refuse(record, .id, .id(problem)) }
        }
        if !typed.password.isEmpty || !mayStay {
            let problems = ConfirmationPassword.problems(
                in: typed.password, isNumberOfContract: facts.numbers.contains)
            for problem in problems { refuse(record, .password, .password(problem)) }
        }
        guard wrong.count == before, case .success(let address) = address, let row else { return nil }
        let id = ConfirmationID(typed.id)
        let password = ConfirmationPassword(typed.password, isNumberOfContract: facts.numbers.contains)
        if row.isUsed == true, row.address == address {
            return id == nil && password == nil ? .nothing : .changeSecrets(id, password)
        }
        if row.hasTooManyLinks {
            refuse(record, .address, .tooManyLinks)
            return nil
        }
        return .register(address, id, password)
    }

    private mutating func hasRoom(for address: MailAddress) -> Bool {
        let key = address.text.lowercased()
        links[key, default: 0] += 1
        return links[key, default: 0] <= facts.linksLeft[key] ?? OneTimePasswords.allowedLinksToAddress
    }

    // MARK: Files that go out

    /// What uploads unchanged: secrets are left out, and a number that has chosen nothing says nothing.
    static func download(_ facts: OneTimePasswordFileFacts, in language: Language) -> [UInt8] {
        let lines = facts.rows.sorted { $0.key < $1.key }.map { number, row in
            [number.digits, row.isUsed.map { $0 ? "1" : "0" } ?? "", row.address?.text ?? "", "", ""]
        }
        return Column.file(lines, in: language)
    }

    static func sample(in language: Language) -> [UInt8] {
        Column.file(
            [
                ["0312340001", "1", "hikari@example.jp", "Denwa2046", "kawaBE2046"], ["0312340002", "0", "", "", ""],
            ], in: language)
    }
}
