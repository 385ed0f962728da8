import Telephony

/// A file of contracts (OPS-1). It says what contracts should have at least: contracts, services and numbers are added,
/// kind, name and channels are set; nothing is removed. Importing a file twice is the same as importing it once.
package enum ContractImport {
    package static let header = "contract number,kind,name,channels,services,additional numbers"

    /// One row of the file.
    struct Row: Sendable, Equatable {
        /// In the file, from 1.
        let line: Int
        let draft: ContractDraft
    }

    /// Something wrong with the file: where, and what.
    package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// Nil where it is about the file as a whole.
        package let line: Int?
        package let reason: String

        package var description: String { (line.map { "line \($0): " } ?? "") + reason }
    }

    /// Every fault of the file, in its order.
    package struct Faults: Error, Sendable, Equatable {
        package let all: [Fault]
    }

    /// Longer cells than uploads have: one may hold 6,999 numbers.
    private static let limits = CSVLimits(rows: 100_000, columns: 6, cell: 200_000)

    /// Reads the file without looking at what is stored.
    static func read(_ bytes: [UInt8]) throws(Faults) -> [Row] {
        var rows: [Row] = []
        var faults: [Fault] = []
        for line in try lines(of: bytes) where !isHeader(line) {
            switch Contracts.read(text(of: line)) {
            case .success(let draft): rows.append(Row(line: line.number, draft: draft))
            case .failure(let wrong): faults += wrong.all.map { Fault(line: line.number, reason: "\($0)") }
            }
        }
        faults += repetitions(in: rows)
        guard faults.isEmpty else { throw Faults(all: faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
        return rows
    }

    private static func lines(of bytes: [UInt8]) throws(Faults) -> [CSVLine] {
        switch CSVReader.read(bytes, limits: limits) {
        case .success(let lines): return lines
        case .failure(let fault): throw Faults(all: [fault.importFault])
        }
    }

    private static func isHeader(_ line: CSVLine) -> Bool {
        trimmed(line.fields[0]).lowercased() == "contract number"
    }

    private static func text(of line: CSVLine) -> Contracts.Text {
        let cells = line.fields.map(trimmed) + Array(repeating: "", count: 6)
        var text = Contracts.Text()
        text.number = cells[0]
        text.kind = cells[1]
        text.name = cells[2]
        text.channels = cells[3]
        text.services = list(cells[4])
        text.additionalNumbers = list(cells[5])
        return text
    }

    private static func list(_ cell: String) -> [String] {
        cell.split(whereSeparator: { $0 == ";" || $0 == "；" }).map { trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop(while: \.isWhitespace)
        guard let end = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(rest[...end])
    }

    /// A number that two rows claim, a contract that has two rows.
    private static func repetitions(in rows: [Row]) -> [Fault] {
        var lines: [PhoneNumber: Int] = [:]
        var faults: [Fault] = []
        for row in rows {
            for number in [row.draft.number] + row.draft.additionalNumbers {
                guard let first = lines.updateValue(row.line, forKey: number) else { continue }
                lines[number] = first
                faults.append(Fault(line: row.line, reason: "\(number) stands in line \(first) already"))
            }
        }
        return faults
    }
}

extension CSVFault {
    /// For the operator, who reads English.
    fileprivate var importFault: ContractImport.Fault {
        switch self {
        case .empty: .init(line: nil, reason: "the file is empty")
        case .workbook: .init(line: nil, reason: "this is a workbook: save it as CSV")
        case .openQuote(let line): .init(line: line, reason: "a quotation mark is not closed")
        case .strayQuote(let line): .init(line: line, reason: "a quotation mark stands inside a field")
        case .tooManyColumns(let line, let limit): .init(line: line, reason: "more than \(limit) columns")
        case .longCell(let line, let column, _): .init(line: line, reason: "column \(column) is too long")
        case .tooManyRows(let limit): .init(line: nil, reason: "more than \(limit) rows")
        default: .init(line: nil, reason: "this is no text in UTF-8, UTF-16 or Shift_JIS")
        }
    }
}
