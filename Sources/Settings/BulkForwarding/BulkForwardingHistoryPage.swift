import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 変更の記録: who changed what and when, and the way back.
struct BulkForwardingHistoryPage: Sendable {
    let services: Services

    static let path = "/bulk-forwarding/history"
    static let changesPerPage = 20
    /// So many rows of one change are shown.
    static let mostLines = 20

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit)
    }

    /// FWD-5: takes a change back as one step.
    func undo(_ visit: Visit<Person>) async throws -> Response {
        guard let change = visit.form["change"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let (actor, mails) = (visit.forwardingActor, services.mails)
        let outcome = try await services.database.write { database in
            try BulkForwardingChangeStore.undo(change: change, by: actor, telling: mails, database)
        }
        switch outcome {
        case .undone(let rows):
            let sentence = "変更を元に戻しました。\(rows.inGroups)番号の転送先が、変更する前の状態になりました。"
            return .done(.changed([sentence]), at: Self.path)
        case .alreadyUndone:
            return .done(Notice("この変更は元に戻してあります"), at: Self.path)
        case .newerChanges(let numbers):
            let others = numbers.count > 1 ? "ほか\((numbers.count - 1).inGroups)番号" : ""
            return try page(
                visit,
                "\(numbers[0].display)\(others)の転送先が、その後さらに変更されているため、元に戻せません。先に新しい変更を元に戻すか、転送先電話番号の設定で変更してください。")
        case .refused(let refusal):
            return try page(visit, "元に戻せません。\(refusal.reason)転送先電話番号の設定で変更してください。")
        case .notFound: throw PageFailure.notFound
        }
    }

    private func page(_ visit: Visit<Person>, _ refusal: String? = nil) throws -> Response {
        let view = try services.database.read { database in
            let contract = visit.person.contractID
            let total = try BulkForwardingHistoryStore.count(of: contract, database)
            let number = min(visit.query.pageNumber, max(1, (total - 1) / Self.changesPerPage + 1))
            let entries = try BulkForwardingHistoryStore.entries(
                of: contract, page: number, perPage: Self.changesPerPage, database)
            return ChangesView(
                changes: try entries.map { entry in
                    ChangeView(
                        entry: entry,
                        lines: entry.lines == 0
                            ? [] : try BulkForwardingHistoryStore.lines(of: entry.id, limit: Self.mostLines, database))
                },
                pager: PagerView(
                    total: total, perPage: Self.changesPerPage, page: number,
                    address: { $0 == 1 ? Self.path : "\(Self.path)?page=\($0)" }))
        }
        return try services.page(
            "BulkForwarding/history", view, for: visit, problems: refusal.map { [Problem("main", $0)] } ?? [],
            status: refusal == nil ? nil : .conflict)
    }
}

private struct ChangesView: ViewModel {
    let changes: [ChangeView]
    let pager: PagerView?

    static let fields: ViewFields<ChangesView> = [
        "isEmpty": { .flag($0.changes.isEmpty) },
        "changes": { .list($0.changes) },
        "pager": { .object(ifAny: $0.pager) },
    ]
}

private struct ChangeView: ViewModel {
    let entry: BulkForwardingHistoryStore.Entry
    let lines: [BulkForwarding.ChangeLine]

    static let fields: ViewFields<ChangeView> = [
        "id": { .integer($0.entry.id) },
        "at": { .text($0.entry.at.dateAndTimeText) },
        "atISO": { .text($0.entry.at.machineText) },
        "what": { .text($0.entry.kind.text) },
        "by": { .text($0.entry.author.text) },
        "summary": { .text(ifAny: $0.entry.lines > 0 ? "\($0.entry.lines.inGroups)番号の転送先" : nil) },
        "details": { $0.lines.isEmpty ? .absent : .object($0) },
        "lines": { .list($0.lines.map(LineView.init)) },
        "more": { .object(ifAny: CountView($0.entry.lines - $0.lines.count)) },
        "canUndo": { .flag($0.entry.canBeUndone) },
        "undoneAt": { .text(ifAny: $0.entry.undoneAt?.dateAndTimeText) },
    ]
}

private struct LineView: ViewModel {
    let line: BulkForwarding.ChangeLine

    static let fields: ViewFields<LineView> = [
        "number": { .text($0.line.number.display) },
        "before": { .text(ifAny: $0.line.before?.display) },
        "after": { .text(ifAny: $0.line.after?.display) },
    ]
}
