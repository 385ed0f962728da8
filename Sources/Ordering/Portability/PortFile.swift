import Shell
package import Telephony

/// A file of numbers to be ported (PORT-1). Nothing of it is taken while one line is wrong.
package struct PortFile: ImportedFile {
    package enum LineProblem: CSVCellProblem {
        package typealias Column = PortRow.Column

        case columns(Int)
        case cell(PortRow.Problem)
        case duplicate(ofLine: Int)

        package var repair: CSVRepair? { nil }
    }

    package let heading: CSVHeading?
    package private(set) var lines: [PortLine] = []
    package private(set) var wrong: [CSVLineProblem<LineProblem>] = []
    private var numbers = CSVNumberLines()

    package init(_ table: CSVTable<PortRow.Column>) {
        heading = table.heading
        for record in table.records { take(record) }
    }

    package var rows: PortRows { PortRows(lines.map { PortRow($0) }) }

    private mutating func take(_ record: CSVRecord<PortRow.Column>) {
        guard record.isWhole else {
            let value = record.fields.joined(separator: ",")
            wrong.append(CSVLineProblem(record.line, nil, value, .columns(record.fields.count)))
            return
        }
        var row = PortRow(record.fields)
        // A dash is how a file says that there is nothing.
        for column in PortRow.Column.allCases where PortRow.saysNothing(row[column]) { row[column] = "" }
        switch row.read() {
        case .failure(let problems):
            wrong += problems.all.map { CSVLineProblem(record.line, $0.column, record[$0.column], .cell($0)) }
        case .success(let line):
            if case .duplicate(let first) = numbers.repetition(of: line.number, in: record.line) {
                wrong.append(CSVLineProblem(record.line, .number, record[.number], .duplicate(ofLine: first)))
            }
            lines.append(line)
        }
    }
}

extension PortRow.Column: CSVColumn {
    package static let limits = CSVLimits(rows: PortLine.limit)
}
