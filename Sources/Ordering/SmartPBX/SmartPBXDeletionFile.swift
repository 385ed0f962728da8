import Exchange
import Shell
import Telephony

/// A file of extensions that are to go (PBX-6, 8). Nothing of it is taken while one line is wrong.
struct SmartPBXDeletionFile: ImportedFile {
    enum Column: Int, CSVColumn { case site, device }

    enum LineProblem: CSVCellProblem {
        typealias Column = SmartPBXDeletionFile.Column

        case columns(Int)
        case part(ExtensionNumber.Problem)
        case duplicate(ofLine: Int)
        case unknown
        case notDeletable(DeviceKind)

        var repair: CSVRepair? { nil }
    }

    let heading: CSVHeading?
    private(set) var numbers: [ExtensionNumber] = []
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    private let plan: NumberPlan
    private let existing: [ExtensionNumber: DeviceKind]
    private var lines: [ExtensionNumber: Int] = [:]

    init(_ table: CSVTable<Column>, of contract: SmartPBXContent) {
        plan = contract.plan
        existing = Dictionary(uniqueKeysWithValues: contract.extensions.map { ($0.number, $0.device) })
        heading = table.heading
        for record in table.records { take(record) }
    }

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        switch ExtensionNumber.read(site: record[.site], device: record[.device], in: plan) {
        case .failure(let problems):
            for problem in problems.all { refuse(record, problem.part == .site ? .site : .device, .part(problem)) }
        case .success(let number):
            if let first = lines[number] { refuse(record, .device, .duplicate(ofLine: first)) }
            lines[number] = lines[number] ?? record.line
            switch existing[number] {
            case nil: refuse(record, .device, .unknown)
            case .some(let kind) where !kind.isDeletable: refuse(record, .device, .notDeletable(kind))
            default: numbers.append(number)
            }
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, record[column], problem))
    }

    static func sample(in language: Language) -> [UInt8] {
        Column.file([["22", "201"], ["22", "202"]], in: language)
    }
}

extension SmartPBXDeletionFile.Column {
    /// More than a contract can have are counted, and said so.
    static var limits: CSVLimits { .upload }
}
