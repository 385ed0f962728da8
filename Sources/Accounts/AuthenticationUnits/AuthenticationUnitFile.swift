import Shell
import Telephony

/// An uploaded file with the password of every number (UNIT-1, UNIT-2), judged before any password is compared.
struct AuthenticationUnitFile: Sendable {
    enum Column: Int, CSVColumn { case number, password }

    /// What stands in the second column is shown nowhere.
    enum LineProblem: CSVCellProblem {
        typealias Column = AuthenticationUnitFile.Column

        case columns(Int)
        case number(CSVNumberProblem)
        case password(EnteredPasswordProblem)
        case missing

        var repair: CSVRepair? { if case .number(let problem) = self { problem.repair } else { nil } }
    }

    /// In the order of the file.
    private(set) var entries: [(PhoneNumber, String)] = []
    /// In the order of the file, and then the numbers that are not in it.
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    private let repairs: Bool
    private var lines = CSVNumberLines()

    /// - Parameter repairs: undoes what a spreadsheet did to numbers; on the person's word only.
    init(_ table: CSVTable<Column>, _ facts: AuthenticationUnitFacts, repairs: Bool = false) {
        self.repairs = repairs
        let numbers = Set(facts.numbers.map(\.number))
        for record in table.records { take(record, numbers) }
        for each in facts.numbers where lines[each.number] == nil {
            wrong.append(CSVLineProblem(nil, .number, each.number.digits, .missing))
        }
    }

    private mutating func take(_ record: CSVRecord<Column>, _ numbers: Set<PhoneNumber>) {
        func refuse(_ column: Column?, _ value: String, _ problem: LineProblem) {
            wrong.append(CSVLineProblem(record.line, column, value, problem))
        }
        guard record.isWhole else { return refuse(nil, record[.number], .columns(record.fields.count)) }
        switch PhoneNumber.read(record[.number], repairs: repairs, isKnown: numbers.contains) {
        case .failure(let problem):
            refuse(.number, record[.number], .number(problem))
            // A line whose number can be mended is not missing as well.
            let mended = PhoneNumber.read(record[.number], repairs: true, isKnown: numbers.contains)
            if case .success(let number) = mended { _ = lines.repetition(of: number, in: record.line) }
        case .success(let number):
            if let problem = lines.repetition(of: number, in: record.line) {
                refuse(.number, record[.number], .number(problem))
            } else {
                switch EnteredPassword.read(record[.password]) {
                case .success(let password): entries.append((number, password.text))
                case .failure(let problem): refuse(.password, "", .password(problem))
                }
            }
        }
    }

    /// The file to fill in: every number, and room for its password.
    static func prepared(_ facts: AuthenticationUnitFacts, in language: Language) -> [UInt8] {
        Column.file(facts.numbers.map { [$0.number.digits, ""] }, in: language)
    }
}
