import Exchange
import Shell
import Telephony

/// A file in place of what is typed for an order of telephone numbers. Nothing of it is taken while one line is wrong.
protocol ImmediateOrderFile: NumberFile {
    static var kind: OrderKind { get }

    func put(into answers: inout ImmediateOrderAnswers)
}

/// What comes: `"基本契約番号","番号種別","追加番号数","予約コード"`, kind and count or a code (VOICE-8).
struct AdditionFile: ImmediateOrderFile {
    enum Column: Int, CSVColumn { case base, kind, count, code }

    enum LineProblem: CSVCellProblem {
        typealias Column = AdditionFile.Column

        case columns(Int)
        case base
        case kind
        case count
        case code
        /// Kind or count beside a code, or neither.
        case both, neither
        case tooMany

        var repair: CSVRepair? { nil }
    }

    static let kind = OrderKind.addNumbers

    let heading: CSVHeading?
    private(set) var rows = AdditionRows()
    private(set) var wrong: [CSVLineProblem<LineProblem>] = []
    private let present: [PhoneNumber: VoiceNumber]

    private init(_ table: CSVTable<Column>, _ present: [PhoneNumber: VoiceNumber]) {
        (heading, self.present) = (table.heading, present)
        for record in table.records { take(record) }
    }

    static func read(_ content: [UInt8], _ present: [PhoneNumber: VoiceNumber]) -> Result<AdditionFile, CSVProblem> {
        Column.read(content).map { AdditionFile($0, present) }
    }

    private mutating func take(_ record: CSVRecord<Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        let base = PhoneNumber(record[.base]).flatMap { present[$0]?.isBase == true ? $0 : nil }
        if base == nil { refuse(record, .base, .base) }
        let hasCode = !PastedText(record[.code]).text.isEmpty
        let hasCount = [record[.kind], record[.count]].contains { !PastedText($0).text.isEmpty }
        switch (hasCode, hasCount) {
        case (true, true): refuse(record, .code, .both)
        case (false, false): refuse(record, .kind, .neither)
        case (true, false): takeCode(record, base)
        case (false, true): takeCount(record, base)
        }
    }

    private mutating func takeCode(_ record: CSVRecord<Column>, _ base: PhoneNumber?) {
        let code = ReservationCode(typed: record[.code])
        if code == nil { refuse(record, .code, .code) }
        if rows.coded.count == AdditionRows.most { return refuse(record, .code, .tooMany) }
        rows.coded.append(.init(base: base?.digits ?? "", code: code?.text ?? ""))
    }

    private mutating func takeCount(_ record: CSVRecord<Column>, _ base: PhoneNumber?) {
        let kind = VoiceNumberKind(word: record[.kind])
        let count = PastedText(record[.count]).count.flatMap {
            (1...NumberBlock.mostAtOnce).contains($0) ? $0 : nil
        }
        if kind == nil { refuse(record, .kind, .kind) }
        if count == nil { refuse(record, .count, .count) }
        if rows.plain.count == AdditionRows.most { return refuse(record, .count, .tooMany) }
        rows.plain.append(.init(base: base?.digits ?? "", kind: kind?.rawValue ?? "", count: "\(count ?? 0)"))
    }

    private mutating func refuse(_ record: CSVRecord<Column>, _ column: Column, _ problem: LineProblem) {
        wrong.append(CSVLineProblem(record.line, column, record[column], problem))
    }

    func rows(in language: Language) -> [[String]] {
        rows.plain.map { row in
            [
                PhoneNumber(clean: row.base)?.display ?? "",
                VoiceNumberKind(rawValue: row.kind)?.shortName(in: language) ?? "",
                row.count, "",
            ]
        } + rows.coded.map { [PhoneNumber(clean: $0.base)?.display ?? "", "", "", $0.code] }
    }

    static func sample(in language: Language) -> [UInt8] { Column.file(example(in: language), in: language) }

    func put(into answers: inout ImmediateOrderAnswers) {
        answers.rows = rows
        answers.chosen = Array(
            Set((rows.plain.map(\.base) + rows.coded.map(\.base)).compactMap { PhoneNumber(clean: $0) }))
    }
}

extension AdditionFile.Column {
    static var limits: CSVLimits { .upload }
}

/// What ends.
extension EndingFile: ImmediateOrderFile {
    static let kind = OrderKind.endNumbers

    func put(into answers: inout ImmediateOrderAnswers) { answers.chosen = numbers }
}
