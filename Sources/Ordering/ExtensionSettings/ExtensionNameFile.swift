import Crypto
import Encodings
import Shell
import Telephony

/// A file of names (SET-5). Extensions that it does not name keep theirs; nothing of it is taken while one line is wrong.
struct ExtensionNameFile: ImportedFile {
    enum Column: Int, CSVColumn { case number, name }

    enum LineProblem: CSVCellProblem {
        typealias Column = ExtensionNameFile.Column

        case columns(Int)
        case noNumber
        case unknown
        case duplicate(ofLine: Int)
        case name(ExtensionName.Problem)

        var repair: CSVRepair? { nil }
    }

    let heading: CSVHeading?
    /// In the order of the file.
    private(set) var changes: [ExtensionChange.Line] = []
    /// Lines that say what is set already.
    private(set) var unchanged = 0
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []

    private let plan: NumberPlan
    private let stored: [ExtensionNumber: ExtensionName]
    private var lines: [ExtensionNumber: Int] = [:]

    init(_ table: CSVTable<Column>, of extensions: [SetExtension], plan: NumberPlan) {
        self.plan = plan
        stored = Dictionary(extensions.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        heading = table.heading
        for record in table.records { take(record) }
    }

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        let digits = PastedText(record[.number]).text.filter { $0 != "-" }
        guard let number = ExtensionNumber(digits: digits, in: plan), let before = stored[number] else {
            return refuse(record, .number, digits.isEmpty ? .noNumber : .unknown)
        }
        if let first = lines[number] { return refuse(record, .number, .duplicate(ofLine: first)) }
        lines[number] = record.line
        switch ExtensionName.read(record[.name]) {
        case .failure(let problem): refuse(record, .name, .name(problem))
        case .success(before): unchanged += 1
        case .success(let name):
            changes.append(ExtensionChange.Line(number: number, before: before.text, after: name.text))
        }
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, record[column], problem))
    }

    /// What the person has seen of it: the same as long as nobody changes one of these names (AUTH-13).
    var seen: String {
        let text = changes.map { "\($0.number.digits)\0\($0.before ?? "")\0\($0.after ?? "")" }.joined(
            separator: "\0\0")
        return Base64URL.encode(SHA256.hash(Array(text.utf8)))
    }

    static func sample(in language: Language) -> [UInt8] { Column.file(sampleRows(in: language), in: language) }

    /// What uploads unchanged.
    static func download(_ extensions: [SetExtension], in language: Language) -> [UInt8] {
        Column.file(extensions.map { [$0.number.digits, $0.name.text] }, in: language)
    }
}
