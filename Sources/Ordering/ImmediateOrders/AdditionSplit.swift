import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// A mixed order is split on one press (VOICE-1): what can be had at once stays, the rest becomes an application of its own with a day.
struct AdditionSplit: Sendable, Equatable {
    private(set) var staying = AdditionRows()
    private(set) var moved = AdditionRows()

    /// - Parameter isDated: whether the item of a place in `AdditionRows.read` needs a day.
    init(_ rows: AdditionRows, isDated: (Int) throws -> Bool) rethrows {
        var place = 0
        for row in rows.plain where !row.isEmpty {
            if try isDated(place) { moved.plain.append(row) } else { staying.plain.append(row) }
            place += 1
        }
        for row in rows.coded where !row.isEmpty {
            if try isDated(place) { moved.coded.append(row) } else { staying.coded.append(row) }
            place += 1
        }
    }

    var isMixed: Bool { staying != AdditionRows() && moved != AdditionRows() }

    /// What moves, as it is typed for an order with a day: there a row has fewer numbers (VOICE-7).
    func datedAnswers(of contract: ContractCode, _ applicant: ImmediateOrderAnswers) -> DatedOrderAnswers {
        var answers = DatedOrderAnswers(
            OrderAnswers(Dictionary(uniqueKeysWithValues: CustomerForm.fields.map { ($0, applicant[$0]) })))
        answers.contract = contract
        answers.set(moved.plain.flatMap(Self.rows), .new)
        answers.set(moved.coded.map { DatedRow([.base: $0.base, .code: $0.code]) }, .coded)
        answers.note(.numbers)
        return answers
    }

    private static func rows(_ row: AdditionRows.Plain) -> [DatedRow] {
        let (count, most) = (PastedText(row.count).count ?? 0, DatedRow.counts.upperBound)
        return stride(from: 0, to: count, by: most).map {
            DatedRow([.base: row.base, .kind: row.kind, .count: "\(min(most, count - $0))"])
        }
    }
}

extension ImmediateOrderFlow {
    /// Nil where the rows all go one way, or where that is not the trouble with them.
    func split(_ opened: Opened, _ visit: Visit<Employee>) async throws -> AdditionSplit? {
        guard kind == .addNumbers, let contract = opened.contract,
            case .success(let items) = opened.answers.rows.read(among: opened.answers.chosen)
        else { return nil }
        let codes = try await desk.enter(items, visit)
        let split = try services.database.read { database in
            try AdditionSplit(opened.answers.rows) { place in
                try VoiceOrderCheck([items[place]], of: contract, .immediate, codes: codes, database).chart
                    .way == .dated
            }
        }
        return split.isMixed ? split : nil
    }

    /// The application with a day begins, and this one keeps the rest.
    func carryOut(
        _ split: AdditionSplit, _ opened: Opened, _ visit: Visit<Employee>
    ) async throws -> KeptDraft {
        guard let code = opened.answers.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        answers.rows = split.staying
        let kept = try await keep(answers, opened, visit)
        guard case .kept = kept else { return kept }
        let (dated, applicant, now) = (split.datedAnswers(of: code, answers), visit.applicant, visit.now)
        _ = try await services.database.write {
            try OrderDraftStore.begin(.ipVoice, .dated, dated.answers, by: applicant, at: now, $0)
        }
        return kept
    }
}
