import Exchange
import Shell
import Telephony

/// A file of the numbers that extensions are to show (SET-4). Nothing of it is set while one line is wrong.
struct OutgoingFile: ImportedFile {
    enum Column: Int, CSVColumn { case `extension`, number }

    enum LineProblem: CSVCellProblem, Error {
        typealias Column = OutgoingFile.Column

        case columns(Int)
        case noExtension
        /// No number of the plan.
        case unreadable(siteDigits: Int, deviceDigits: Int)
        case unknown
        case duplicate(ofLine: Int)
        case noNumber
        case number(CSVNumberProblem)

        var repair: CSVRepair? {
            guard case .number(let problem) = self else { return nil }
            return problem.repair
        }
    }

    /// By which the lines are judged, read in one moment.
    struct Facts: Sendable {
        let plan: NumberPlan
        let present: [OutgoingNumber]
        let lines: Set<PhoneNumber>
        /// The newest change of the contract: the same here and later, nothing has changed.
        let latest: Int
    }

    let facts: Facts
    let heading: CSVHeading?
    /// In the order of the file.
    private(set) var changes: [OutgoingNumber.Change] = []
    /// Lines that say what is set already.
    private(set) var unchanged = 0
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    private let present: [ExtensionNumber: PhoneNumber?]
    private let repairs: Bool
    private let language: Language
    private var taken: [ExtensionNumber: Int] = [:]

    init(_ table: CSVTable<Column>, _ facts: Facts, repairs: Bool = false, in language: Language) {
        (self.facts, self.repairs, self.language) = (facts, repairs, language)
        heading = table.heading
        present = Dictionary(
            facts.present.map { ($0.extension, $0.shown) }, uniquingKeysWith: { first, _ in first })
        for record in table.records { take(record) }
    }

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        let (own, after) = (readExtension(record), readNumber(record[.number]))
        if case .failure(let problem) = own { refuse(record, .extension, problem) }
        if case .failure(let problem) = after { refuse(record, .number, problem) }
        guard case .success(let number) = own, case .success(let after) = after else { return }
        let before = present[number] ?? nil
        if before == after {
            unchanged += 1
        } else {
            changes.append(OutgoingNumber.Change(number, before: before, after: after))
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, record[column], problem))
    }

    private mutating func readExtension(_ record: CSVRecord<Column>) -> Result<ExtensionNumber, LineProblem> {
        let text = PastedText(record[.extension]).text
        if text.isEmpty { return .failure(.noExtension) }
        guard let number = ExtensionNumber(typed: text, in: facts.plan) else {
            return .failure(
                .unreadable(siteDigits: facts.plan.siteDigits, deviceDigits: facts.plan.deviceDigits))
        }
        guard present[number] != nil else { return .failure(.unknown) }
        if let first = taken[number] { return .failure(.duplicate(ofLine: first)) }
        taken[number] = record.line
        return .success(number)
    }

    private func readNumber(_ typed: String) -> Result<PhoneNumber?, LineProblem> {
        let text = PastedText(typed).text
        if text.isEmpty { return .failure(.noNumber) }
        if Self.isWithheld(text, in: language) { return .success(nil) }
        return PhoneNumber.read(text, repairs: repairs, isKnown: facts.lines.contains)
            .map { $0 }.mapError { .number($0) }
    }

    // MARK: Files that go out

    static func download(_ all: [OutgoingNumber], in language: Language) -> [UInt8] {
        Column.file(
            all.map { [$0.extension.digits, $0.shown?.digits ?? withheld(in: language)] }, in: language)
    }

    static func sample(in language: Language) -> [UInt8] {
        Column.file([["22201", "0312340001"], ["22202", withheld(in: language)]], in: language)
    }
}
