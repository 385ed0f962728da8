import Exchange
import Telephony

/// Rows of extensions as they were typed, or stand in a file: nothing of them has been judged.
struct ExtensionRows: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var site: String
        var device: String
        /// A word for 端末種別.
        var kind: String

        /// Nobody has typed anything but the kind, which is preset.
        var isEmpty: Bool { PastedText(site).text.isEmpty && PastedText(device).text.isEmpty }
    }

    var all: [Row]

    /// So many are typed on the screen (PBX-5).
    static let mostOnScreen = 100

    init(_ all: [Row] = []) { self.all = all }

    /// What is wrong with a row. Rows count from 0.
    enum Problem: Sendable, Equatable {
        case part(ExtensionNumber.Problem, row: Int)
        case kind(row: Int)
        case twice(row: Int, first: Int)

        var row: Int {
            switch self {
            case .part(_, let row), .kind(let row), .twice(let row, _): row
            }
        }
    }

    /// Every row that says something, read; or all that is wrong with them.
    func read(in plan: NumberPlan) -> Result<[Extension], Problems> {
        var (read, problems, rows) = ([Extension](), [Problem](), [ExtensionNumber: Int]())
        for (place, row) in all.enumerated() where !row.isEmpty {
            let kind = DeviceKind(word: row.kind)
            if kind?.isOrderable != true { problems.append(.kind(row: place)) }
            switch ExtensionNumber.read(site: row.site, device: row.device, in: plan) {
            case .failure(let faults): problems += faults.all.map { .part($0, row: place) }
            case .success(let number):
                if let first = rows[number] { problems.append(.twice(row: place, first: first)) }
                rows[number] = rows[number] ?? place
                if let kind { read.append(Extension(number: number, device: kind)) }
            }
        }
        return problems.isEmpty ? .success(read) : .failure(Problems(all: problems))
    }

    struct Problems: Error, Sendable, Equatable {
        let all: [Problem]
    }

    /// Rows that say nothing are left out.
    var withoutEmpty: ExtensionRows { ExtensionRows(all.filter { !$0.isEmpty }) }

    // MARK: As a draft keeps them

    var text: String { AnswerTable(all.map { [$0.site, $0.device, $0.kind] }).text }

    init(text: String) {
        let table = AnswerTable(text: text)
        all = table.rows.indices.map { row in
            Row(site: table[row, 0], device: table[row, 1], kind: table[row, 2])
        }
    }

    // MARK: The generator

    /// So many in a row from one number on, the site's part the same.
    static func series(site: String, from device: String, count: Int, kind: String) -> [Row]? {
        let text = PastedText(device).text
        guard let first = Int(text), first >= 0, text.utf8.count <= 11, (1...Extension.limit).contains(count) else {
            return nil
        }
        return (first..<first + count).map { number in
            let digits = String(number)
            let zeros = String(repeating: "0", count: max(0, text.utf8.count - digits.utf8.count))
            return Row(site: PastedText(site).text, device: zeros + digits, kind: kind)
        }
    }
}
