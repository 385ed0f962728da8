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
    static let undoPath = "/bulk-forwarding/undo"
    static let changesPerPage = 20
    /// So many rows of one change are shown.
    static let mostLines = 20

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit)
    }

    /// FWD-5: takes a change back as one step.
    func undo(_ visit: Visit<Person>) async throws -> Response {
        guard let change = visit.form["change"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let (contract, actor, mails) = (visit.person.contractID, visit.actor, services.mails)
        let agreed = visit.form["agreed"]
        let outcome = try await services.database.write { database in
            try BulkForwardingChangeStore.undo(
                change: change, agreed: agreed, of: contract, by: actor, telling: mails, database)
        }
        switch outcome {
        case .undone(let rows): return done(.undone(rows: rows), visit)
        case .alreadyUndone: return done(.alreadyUndone, visit)
        case .newerChanges(let numbers): return try page(visit, .newerChanges(numbers))
        case .refused(let refusal): return try page(visit, .notUndone(refusal))
        case .asks(let consequence): return try check(visit, change, consequence)
        case .notFound: throw PageRefusal.notFound
        }
    }

    /// FWD-13, FWD-14: what it does to calls is seen before it is done.
    private func check(
        _ visit: Visit<Person>, _ change: Int, _ consequence: BulkForwardingConsequence
    ) throws -> Response {
        let service = try services.database.read { database in
            try BulkForwardingStore.service(of: visit.person.contractID, database)
        }
        let view = BulkForwardingCheckView(
            consequence: consequence, language: visit.language, path: Self.undoPath,
            kept: [("change", "\(change)")], back: Self.path, canRevise: false, serviceVersion: service.version)
        return try services.page("BulkForwarding/check", view, for: visit)
    }

    private func done(_ done: BulkForwarding.Done, _ visit: Visit<Person>) -> Response {
        .done(done.notice(in: visit.language), at: Self.path)
    }

    private func page(_ visit: Visit<Person>, _ problem: BulkForwardingProblem? = nil) throws -> Response {
        let view = try services.database.read { database in
            let contract = visit.person.contractID
            let total = try BulkForwardingHistoryStore.count(of: contract, database)
            let number = min(visit.query.pageNumber, max(1, (total - 1) / Self.changesPerPage + 1))
            let entries = try BulkForwardingHistoryStore.entries(
                of: contract, page: number, perPage: Self.changesPerPage, database)
            return ChangesView(
                changes: try entries.map { entry in
                    ChangeView(
                        entry: entry, language: visit.language,
                        lines: entry.lines == 0
                            ? [] : try BulkForwardingHistoryStore.lines(of: entry.id, limit: Self.mostLines, database))
                },
                pager: PagerView(
                    total: total, perPage: Self.changesPerPage, page: number,
                    address: { $0 == 1 ? Self.path : "\(Self.path)?page=\($0)" }))
        }
        return try services.page(
            "BulkForwarding/history", view, for: visit,
            problems: problem.map { [$0.problem(in: visit.language)] } ?? [],
            status: problem == nil ? nil : .conflict)
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
    let language: Language
    let lines: [BulkForwarding.ChangeLine]

    static let fields: ViewFields<ChangeView> = [
        "id": { .integer($0.entry.id) },
        "at": { .text($0.entry.at.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.entry.at.machineText) },
        "what": { .text($0.entry.kind.words(in: $0.language)) },
        "by": { .text($0.entry.author.words(in: $0.language)) },
        "summary": { .object(ifAny: CountView($0.entry.lines)) },
        "details": { $0.lines.isEmpty ? .absent : .object($0) },
        "lines": { .list($0.lines.map(LineView.init)) },
        "more": { .object(ifAny: CountView($0.entry.lines - $0.lines.count)) },
        "canUndo": { .flag($0.entry.canBeUndone) },
        "undoneAt": { .text(ifAny: $0.entry.undoneAt?.dateAndTimeText(in: $0.language)) },
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
