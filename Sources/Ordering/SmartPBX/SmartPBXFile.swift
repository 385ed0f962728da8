import Exchange
import Shell
import Telephony

/// A file, or a paste, of extensions (PBX-6). Nothing of it is taken while one line is wrong.
struct SmartPBXFile: ImportedFile {
    enum Column: Int, CSVColumn { case site, device, kind }

    enum LineProblem: CSVCellProblem {
        typealias Column = SmartPBXFile.Column

        case columns(Int)
        case part(ExtensionNumber.Problem)
        case kind
        case duplicate(ofLine: Int)
        /// The contract has it already (PBX-7).
        case exists
        /// A 着信グループ of that name has it.
        case isGroup(name: String)

        var repair: CSVRepair? { nil }
    }

    let heading: CSVHeading?
    private(set) var rows: [ExtensionRows.Row] = []
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    private let plan: NumberPlan
    private let existing: Set<ExtensionNumber>
    private let groups: [ExtensionNumber: String]
    private var lines: [ExtensionNumber: Int] = [:]

    /// - Parameter contract: whose numbers are there already; nil for a new one.
    init(_ table: CSVTable<Column>, plan: NumberPlan, beside contract: SmartPBXContent? = nil) {
        self.plan = plan
        existing = Set(contract?.extensions.map(\.number) ?? [])
        groups = contract?.groups ?? [:]
        heading = table.heading
        for record in table.records { take(record) }
    }

    func count(of kind: DeviceKind) -> Int { rows.count { DeviceKind(word: $0.kind) == kind } }

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        let kind = DeviceKind(word: record[.kind])
        switch ExtensionNumber.read(site: record[.site], device: record[.device], in: plan) {
        case .failure(let problems):
            for problem in problems.all { refuse(record, problem.part == .site ? .site : .device, .part(problem)) }
        case .success(let number):
            if let first = lines[number] { refuse(record, .device, .duplicate(ofLine: first)) }
            if existing.contains(number) { refuse(record, .device, .exists) }
            if let name = groups[number] { refuse(record, .device, .isGroup(name: name)) }
            lines[number] = lines[number] ?? record.line
            rows.append(.init(site: number.site, device: number.device, kind: kind?.rawValue ?? record[.kind]))
        }
        if kind?.isOrderable != true { refuse(record, .kind, .kind) }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, record[column], problem))
    }

    static func sample(in language: Language) -> [UInt8] {
        Column.file(
            [
                ["22", "201", DeviceKind.smartphone.name(in: language)],
                ["22", "202", DeviceKind.computer.name(in: language)],
            ], in: language)
    }

    /// What uploads unchanged.
    static func download(_ rows: ExtensionRows, in language: Language) -> [UInt8] {
        Column.file(
            rows.withoutEmpty.all.map { row in
                [row.site, row.device, DeviceKind(word: row.kind)?.name(in: language) ?? row.kind]
            }, in: language)
    }
}

extension SmartPBXFile.Column {
    /// More than a contract can have are counted, and said so.
    static var limits: CSVLimits { .upload }
}

extension ExtensionNumber.Problem {
    var part: ExtensionNumber.Part {
        switch self {
        case .missing(let part), .sign(let part, _), .notDigits(let part), .length(let part, _, _),
            .firstDigit(let part, _):
            part
        }
    }
}
