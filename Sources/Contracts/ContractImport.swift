import Telephony

/// A file of contracts (OPS-1). It says what contracts should have at least: contracts, services and numbers are added,
/// kind, name, channels and monitor number are set; nothing is removed. Importing a file twice is the same as importing it once.
package enum ContractImport {
    enum Column: Int, CSVColumn {
        case number, kind, name, channels, services, additionalNumbers, monitorNumber

        /// Longer cells than uploads have: one may hold 6,999 numbers.
        /// The file is the operator's, and one format: what one site has exported another takes, whatever it speaks.
        static let language = Language.japanese

        static let limits = CSVLimits(megabytes: 64, rows: 100_000, columns: 7, cell: 200_000)

        /// Files may have been put together of several.
        static func isRepeatedHeading(_ line: CSVLine) -> Bool {
            line.fields.contains { $0.lowercased() == Column.number.name(in: language) }
        }
    }

    package static let header = Column.header(in: Column.language).joined(separator: ",")
    package static let mostBytes = Column.limits.bytes

    /// One row of the file.
    struct Row: Sendable, Equatable {
        /// In the file, from 1.
        let line: Int
        let draft: ContractDraft
        /// Of the contract as it will be, which only the database knows; nil: as it is.
        let monitorNumber: PhoneNumber?
    }

    /// Something wrong with the file: where, and what.
    package struct LineProblem: Sendable, Equatable, CustomStringConvertible {
        /// Nil where it is about the file as a whole.
        package let line: Int?
        package let reason: String

        package var description: String { (line.map { "line \($0): " } ?? "") + reason }
    }

    /// Everything that is wrong with the file, in its order.
    package struct Problems: Error, Sendable, Equatable {
        package let all: [LineProblem]
    }

    /// Reads the file without looking at what is stored.
    /// - Parameter repairs: undoes what a spreadsheet did to numbers; on the operator's word only.
    static func read(_ bytes: [UInt8], repairs: Bool = false) throws(Problems) -> [Row] {
        var rows: [Row] = []
        var problems: [LineProblem] = []
        for record in try records(of: bytes) {
            switch row(record, repairs) {
            case .success(let row): rows.append(row)
            case .failure(let wrong):
                problems += wrong.all.map { problem in
                    LineProblem(
                        line: record.line,
                        reason: problem.isRepairable ? "\(problem) (--repair reads it so)" : "\(problem)")
                }
            }
        }
        problems += repetitions(in: rows)
        guard problems.isEmpty else { throw Problems(all: problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        return rows
    }

    private static func records(of bytes: [UInt8]) throws(Problems) -> [CSVRecord<Column>] {
        switch Column.read(bytes) {
        case .success(let table): return table.records
        case .failure(.noRows): return []
        case .failure(let problem): throw Problems(all: [problem.ofImport])
        }
    }

    private static func row(_ record: CSVRecord<Column>, _ repairs: Bool) -> Result<Row, ContractProblems> {
        var (problems, monitorNumber): ([ContractProblem], PhoneNumber?) = ([], nil)
        let monitor = trimmed(record[.monitorNumber])
        if !monitor.isEmpty {
            switch ContractNumberList.number(monitor, repairs: repairs) {
            case .success(let number): monitorNumber = number
            case .failure(let problem): problems.append(problem)
            }
        }
        var text = text(of: record)
        text.repairs = repairs
        switch Contracts.read(text) {
        case .success(let draft) where problems.isEmpty:
            return .success(Row(line: record.line, draft: draft, monitorNumber: monitorNumber))
        case .success: return .failure(ContractProblems(all: problems))
        case .failure(let wrong): return .failure(ContractProblems(all: wrong.all + problems))
        }
    }

    private static func text(of record: CSVRecord<Column>) -> Contracts.Text {
        var text = Contracts.Text()
        text.number = trimmed(record[.number])
        text.kind = trimmed(record[.kind])
        text.name = trimmed(record[.name])
        text.channels = trimmed(record[.channels])
        text.services = list(record[.services])
        text.additionalNumbers = list(record[.additionalNumbers])
        return text
    }

    private static func list(_ cell: String) -> [String] {
        cell.split(whereSeparator: separators.contains).map { trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop(while: \.isWhitespace)
        guard let end = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(rest[...end])
    }

    /// A number that two rows claim, a contract that has two rows.
    private static func repetitions(in rows: [Row]) -> [LineProblem] {
        var lines = CSVNumberLines()
        var problems: [LineProblem] = []
        for row in rows {
            for number in [row.draft.number] + row.draft.additionalNumbers {
                guard case .duplicate(let first) = lines.repetition(of: number, in: row.line) else { continue }
                problems.append(LineProblem(line: row.line, reason: "\(number) stands in line \(first) already"))
            }
        }
        return problems
    }
}

extension CSVProblem {
    /// For the operator, who reads English.
    fileprivate var ofImport: ContractImport.LineProblem {
        switch self {
        case .empty: .init(line: nil, reason: "the file is empty")
        case .workbook: .init(line: nil, reason: "this is a workbook: save it as CSV")
        case .document: .init(line: nil, reason: "this is a document or a picture: save a table as CSV")
        case .webPage:
            .init(
                line: nil, reason: "this is a web page under another name: open it in a spreadsheet and save it as CSV")
        case .unclearHeading(let line):
            .init(line: line, reason: "the heading does not tell which column is which: \(ContractImport.header)")
        case .openQuote(let line): .init(line: line, reason: "a quotation mark is not closed")
        case .strayQuote(let line): .init(line: line, reason: "a quotation mark stands inside a field")
        case .tooManyColumns(let line, let limit): .init(line: line, reason: "more than \(limit) columns")
        case .longCell(let line, let column, _): .init(line: line, reason: "column \(column) is too long")
        case .tooLarge(let megabytes): .init(line: nil, reason: "more than \(megabytes) MiB")
        case .tooManyRows(let limit): .init(line: nil, reason: "more than \(limit) rows")
        case .noRows: .init(line: nil, reason: "the file has no rows")
        case .nul, .unknownEncoding: .init(line: nil, reason: "this is no text in UTF-8, UTF-16 or Shift_JIS")
        }
    }
}
