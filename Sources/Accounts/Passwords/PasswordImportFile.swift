import Shell
import Telephony

/// A file of new passwords, read and judged (PW-6). What it holds is never shown again.
struct PasswordImportFile: ImportedFile {
    enum Column: Int, CSVColumn { case number, password }

    struct Entry: Sendable {
        let number: PhoneNumber
        let password: Password
        /// How the number's password stands now.
        let standing: PasswordNumber.Standing
    }

    enum LineProblem: CSVCellProblem {
        typealias Column = PasswordImportFile.Column

        case columns(Int)
        case number(CSVNumberProblem)
        /// The administrator's own.
        case own
        case password(PasswordProblem)

        var repair: CSVRepair? { if case .number(let problem) = self { problem.repair } else { nil } }
    }

    /// In the order of the file.
    private(set) var entries: [Entry] = []
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    let heading: CSVHeading?
    private let repairs: Bool
    private var lines = CSVNumberLines()

    /// - Parameter numbers: all those of the contract.
    init(
        _ table: CSVTable<Column>, contractNumber: PhoneNumber, numbers: [PhoneNumber: PasswordNumber.Standing],
        repairs: Bool = false
    ) {
        heading = table.heading
        self.repairs = repairs
        for record in table.records { take(record, contractNumber, numbers) }
    }

    /// A line has all its faults named at once.
    private mutating func take(
        _ record: CSVRecord<Column>, _ contractNumber: PhoneNumber, _ numbers: [PhoneNumber: PasswordNumber.Standing]
    ) {
        guard record.isWhole else {
            wrong.append(CSVLineProblem(record.line, nil, nil, .columns(record.fields.count)))
            return
        }
        var number: PhoneNumber?
        switch PhoneNumber.read(record[.number], repairs: repairs, isKnown: { numbers[$0] != nil }) {
        case .success(contractNumber): refuse(record, .own)
        case .success(let known):
            if let problem = lines.repetition(of: known, in: record.line) {
                refuse(record, .number(problem))
            } else {
                number = known
            }
        case .failure(let problem): refuse(record, .number(problem))
        }
        switch Passwords.read(record[.password], isNumberOfContract: { numbers[$0] != nil }) {
        case .success(let password):
            guard let number, let standing = numbers[number] else { return }
            entries.append(Entry(number: number, password: password, standing: standing))
        case .failure(let broken):
            wrong += broken.rules.map { CSVLineProblem(record.line, .password, nil, .password($0)) }
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, .number, record[.number], problem))
    }

    static func sample(in language: Language) -> [UInt8] {
        Column.file([["0312340002", "Yamabuki58"], ["0312340003", "kawaBE2046"]], in: language)
    }
}
