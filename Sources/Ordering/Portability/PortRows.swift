import Telephony

/// All numbers of an order that are to be ported, as typed.
package struct PortRows: Sendable, Equatable {
    package var all: [PortRow]

    /// So many are typed on the screen; beyond, by file.
    package static let mostOnScreen = 50

    package init(_ all: [PortRow] = []) { self.all = all }

    /// Rows count from 0; nil: of all of them.
    package enum Problem: Sendable, Equatable {
        case row(Int, PortRow.Problem)
        case twice(Int, first: Int)
        case none
        case tooMany(Int)
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    /// Every row that says something, read; or all that is wrong with them.
    package func read() -> Result<[PortLine], Problems> {
        var (lines, problems, places) = ([PortLine](), [Problem](), [PhoneNumber: Int]())
        for (place, row) in all.enumerated() where !row.isEmpty {
            switch row.read() {
            case .failure(let faults): problems += faults.all.map { .row(place, $0) }
            case .success(let line):
                if let first = places[line.number] { problems.append(.twice(place, first: first)) }
                places[line.number] = places[line.number] ?? place
                lines.append(line)
            }
        }
        let count = all.count { !$0.isEmpty }
        if count == 0 { problems.append(.none) }
        if count > PortLine.limit { problems.append(.tooMany(count)) }
        return problems.isEmpty ? .success(lines) : .failure(Problems(all: problems))
    }

    package var withoutEmpty: PortRows { PortRows(all.filter { !$0.isEmpty }) }

    // MARK: As a draft keeps them

    package var text: String { AnswerTable(all.map(\.texts)).text }

    package init(text: String) { all = AnswerTable(text: text).rows.map { PortRow($0) } }
}
