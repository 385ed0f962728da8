import Shell
import Telephony

/// What a file of destinations would change (FWD-4, FWD-5). Nothing of it is applied while one line is wrong.
struct BulkForwardingUpload: ImportedFile {
    enum Column: Int, CSVColumn { case source, destination }

    enum LineProblem: CSVCellProblem, Error {
        typealias Column = BulkForwardingUpload.Column

        case columns(Int)
        case source(CSVNumberProblem)
        case destination(BulkForwardingRefusal)
        /// A destination.
        case spoiled(SpreadsheetMark)

        var repair: CSVRepair? {
            switch self {
            case .source(let problem): problem.repair
            case .destination(.form(.lostLeadingZero)): .zero
            case .spoiled(let mark): CSVNumberProblem.spoiled(mark).repair
            case .columns, .destination: nil
            }
        }
    }

    /// One number whose destination the file changes.
    struct Change: Sendable, Equatable {
        let number: PhoneNumber
        let before: PhoneNumber?
        let after: PhoneNumber?

        var kind: Kind {
            if after == nil { return .deleted }
            return before == nil ? .added : .changed
        }
    }

    enum Kind: Sendable { case added, changed, deleted }

    let facts: BulkForwardingFacts
    let heading: CSVHeading?
    /// In the order of the file.
    private(set) var changes: [Change] = []
    /// Lines that say what is set already.
    private(set) var unchanged = 0
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    private let policy: Destination.Policy
    private let repairs: Bool
    private var lines = CSVNumberLines()

    func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }

    /// Judges every line of the file that says something.
    /// - Parameter repairs: on the person's word only.
    init(
        _ table: CSVTable<Column>, facts: BulkForwardingFacts, policy: Destination.Policy, repairs: Bool = false
    ) {
        self.facts = facts
        self.policy = policy
        self.repairs = repairs
        heading = table.heading
        changes.reserveCapacity(table.records.count)
        for record in table.records { take(record) }
        refuseLoops()
    }

    // MARK: A line by itself

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        let row: BulkForwarding.Row
        switch source(record[.source]) {
        case .success(let read): row = read
        case .failure(let problem): return refuse(record, .source, problem)
        }
        switch destination(record[.destination], for: row.number) {
        case .failure(let problem): refuse(record, .destination, problem)
        case .success(let after):
            if let repetition = lines.repetition(of: row.number, in: record.line) {
                refuse(record, .source, .source(repetition))
            } else if row.destination == after {
                unchanged += 1
            } else {
                changes.append(Change(number: row.number, before: row.destination, after: after))
            }
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, record[column], problem))
    }

    private func source(_ text: String) -> Result<BulkForwarding.Row, LineProblem> {
        switch PhoneNumber.read(text, repairs: repairs, isKnown: { facts.row(of: $0) != nil }) {
        case .success(let number): facts.row(of: number).map(Result.success) ?? .failure(.source(.foreign(nil)))
        case .failure(let problem): .failure(.source(problem))
        }
    }

    private func destination(_ text: String, for number: PhoneNumber) -> Result<PhoneNumber?, LineProblem> {
        let mark = SpreadsheetMark(text)
        if let mark, mark.digits == nil || !repairs { return .failure(.spoiled(mark)) }
        let first = read(mark?.digits ?? text, for: number)
        guard repairs, case .failure(.form(.lostLeadingZero(let repaired))) = first else {
            return first.mapError { .destination($0) }
        }
        return read(repaired.digits, for: number).mapError { .destination($0) }
    }

    private func read(_ text: String, for number: PhoneNumber) -> Result<PhoneNumber?, BulkForwardingRefusal> {
        BulkForwarding.read(text, for: number, monitorNumber: facts.monitorNumber, policy: policy)
    }

    // MARK: The file as a whole

    /// FWD-3: each line that is part of a loop is named.
    private mutating func refuseLoops() {
        var destinations: [PhoneNumber: PhoneNumber?] = [:]
        destinations.reserveCapacity(changes.count)
        for change in changes { destinations.updateValue(change.after, forKey: change.number) }
        let loops = BulkForwardingLoop.closed(by: destinations, inOrder: changes.map(\.number)) {
            facts.row(of: $0)?.destination
        }
        guard !loops.isEmpty else { return }
        for loop in loops {
            for number in loop.numbers {
                guard let destination = destinations[number], let line = lines[number] else { continue }
                wrong.append(
                    CSVLineProblem(line, .destination, destination?.digits ?? "", .destination(.loop(loop))))
            }
        }
        wrong.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    // MARK: What it does to calls

    /// FWD-13, FWD-14; nil where nobody need be asked.
    func consequence(isOn: Bool) -> BulkForwardingConsequence? {
        let isAsked = isOn || changes.contains { change in change.after.map { facts.row(of: $0) != nil } ?? false }
        guard isAsked, wrong.isEmpty else { return nil }
        var outlook = BulkForwardingOutlook([:])
        outlook.add(facts.rows)
        let tally = BulkForwardingTally(
            numbers: facts.rows.count, destinations: facts.rows.count { $0.destination != nil },
            deadEnds: outlook.deadEnds.count)
        return BulkForwardingConsequence(
            changes.map { BulkForwarding.DestinationChange(number: $0.number, before: $0.before, after: $0.after) },
            to: outlook, tally, isOn: isOn)
    }

    // MARK: Files that go out

    /// FWD-6: what uploads unchanged.
    static func download(_ facts: BulkForwardingFacts, in language: Language) -> [UInt8] {
        Column.file(facts.rows.map { [$0.number.digits, $0.destination?.digits ?? ""] }, in: language)
    }

    static func sample(in language: Language) -> [UInt8] {
        Column.file(
            [["0312340001", "09012345678"], ["0312340002", "0612345678"], ["0312340003", ""]], in: language)
    }
}
