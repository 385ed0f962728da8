import Exchange
import Shell
import Telephony

/// What ends: `"電話番号"`.
struct EndingFile: NumberFile {
    enum Column: Int, CSVColumn { case number }

    enum LineProblem: CSVCellProblem {
        typealias Column = EndingFile.Column

        case columns(Int)
        case number
        case unknown
        case base
        case duplicate(ofLine: Int)

        var repair: CSVRepair? { nil }
    }

    let heading: CSVHeading?
    private(set) var numbers: [PhoneNumber] = []
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []
    private let present: [PhoneNumber: VoiceNumber]
    private var lines = CSVNumberLines()

    private init(_ table: CSVTable<Column>, _ present: [PhoneNumber: VoiceNumber]) {
        (heading, self.present) = (table.heading, present)
        for record in table.records { take(record) }
    }

    static func read(_ content: [UInt8], _ present: [PhoneNumber: VoiceNumber]) -> Result<EndingFile, CSVProblem> {
        Column.read(content).map { EndingFile($0, present) }
    }

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        guard let number = PhoneNumber(record[.number]) else { return refuse(record, .number) }
        if case .duplicate(let first) = lines.repetition(of: number, in: record.line) {
            return refuse(record, .duplicate(ofLine: first))
        }
        switch present[number] {
        case nil: refuse(record, .unknown)
        case .some(let there) where there.isBase: refuse(record, .base)
        default: numbers.append(number)
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, .number, record[.number], problem))
    }

    func rows(in language: Language) -> [[String]] { numbers.map { [$0.display] } }

    static func sample(in language: Language) -> [UInt8] { Column.file(example(in: language), in: language) }
}

extension EndingFile.Column {
    static var limits: CSVLimits { .upload }
}
